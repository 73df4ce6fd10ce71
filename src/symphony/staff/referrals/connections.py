"""Connections as evidence: the time in three ways, and whether anybody can say whose it was."""

from dataclasses import dataclass

from symphony.referrals import rules
from symphony.referrals.models import Referral
from symphony.referrals.queries import ReadIpEvent
from symphony.staff.referrals import words


@dataclass(frozen=True)
class EventRow:
    """One connection, with its time in three ways and whether it can be resolved."""

    as_received: str
    utc: str
    london: str
    address: str
    port: str
    event: str
    proxy: str
    whose: str
    resolvable: str


_ANSWERS = {"yes": "Yes", "perhaps": "Perhaps", "no": "No"}


def ip_event(said: ReadIpEvent, referral: Referral) -> EventRow:
    """Return one connection as the evidence table shows it."""
    judged = rules.resolvable(
        address=said.address,
        at_utc=said.at_utc,
        offset_stated=said.offset_stated,
        port=said.port,
        possible_proxy=said.possible_proxy,
    )
    answer, why = _ANSWERS[judged.answer], list(judged.why)
    if rules.year_differs(at_utc=said.at_utc, other=referral.incident_at or referral.received_at):
        why.append("year differs from the report's")
    return EventRow(
        as_received=said.at_stated or words.NOT_STATED,
        utc=words.utc(said.at_utc),
        london=words.london(said.at_utc),
        address=said.address,
        port=str(said.port) if said.port is not None else "None",
        event=said.event or words.NOT_STATED,
        proxy=words.three_state(said.possible_proxy),
        whose=_whose(said),
        resolvable=f"{answer}: {', '.join(why)}" if why else answer,
    )


def _whose(said: ReadIpEvent) -> str:
    if said.person:
        return f"Person {said.person}"
    return "A file" if said.file_id else "The report"
