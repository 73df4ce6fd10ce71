"""What a connection log can tell, and what it cannot."""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

# Many customers of one carrier stand behind these at a time (RFC 6598).
_SHARED = (ipaddress.ip_network("100.64.0.0/10"),)
# Nobody on the internet stands behind these (RFC 6890). The ranges for documentation are left
# out: examples use them as ordinary addresses.
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "::/127",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
)


@dataclass(frozen=True)
class Resolvable:
    """Whether a provider can say whose connection it was: "yes", "perhaps" or "no", and why."""

    answer: str
    why: tuple[str, ...]


def resolvable(
    *,
    address: str,
    at_utc: datetime | None,
    offset_stated: bool | None,
    port: int | None,
    possible_proxy: bool | None,
) -> Resolvable:
    """Judge one connection by what a provider needs to know (domain.md 2.6).

    Without a full time and its zone it resolves to nobody, or to the wrong person.
    """
    no, perhaps = [], []
    if at_utc is None:
        no.append("no time zone" if offset_stated is False else "no full time")
    number = _number(address)
    if number is None:
        no.append("not an IP address")
    elif _is_in(number, _SHARED):
        no.append("shared address")
    elif _is_in(number, _PRIVATE):
        no.append("private or reserved address")
    # Carriers share IPv4 addresses among customers and tell them apart by the port.
    if port is None and (number is None or number.version == 4):
        perhaps.append("no port")
    if possible_proxy:
        perhaps.append("possible proxy")
    if no:
        return Resolvable("no", (*no, *perhaps))
    return Resolvable("perhaps" if perhaps else "yes", tuple(perhaps))


def year_differs(*, at_utc: datetime | None, other: datetime | None) -> bool:
    """Say whether a connection is of another year than its report: a slip that arrests people."""
    return at_utc is not None and other is not None and at_utc.year != other.year


def _number(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        number = ipaddress.ip_address(address.strip())
    except ValueError:
        return None
    return getattr(number, "ipv4_mapped", None) or number


def _is_in(
    number: ipaddress.IPv4Address | ipaddress.IPv6Address,
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...],
) -> bool:
    return any(number in network for network in networks if network.version == number.version)
