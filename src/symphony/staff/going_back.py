"""Going back to the page that somebody came from, and to no other site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_address(request: HttpRequest, wanted: str) -> str:
    """Return the address if it is one of this site, else nothing."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
