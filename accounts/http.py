"""What our middlewares put on a request, for typed views, and the way back that a form carries."""

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HtmxHttpRequest(HttpRequest):
    """Any request of ours: `request.htmx` is true when htmx asks for a part of a page."""

    htmx: HtmxDetails


class AuthenticatedHttpRequest(HtmxHttpRequest):
    """A request behind `@login_required`: its user is a person, never a guest."""

    user: User


def read_next(request: HttpRequest, *, default: str) -> str:
    """Where the person came from, if it is a path on this site."""
    address = request.POST.get("next", "")
    is_path = address.startswith("/") and address.isprintable()
    if is_path and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return iri_to_uri(address)
    return default
