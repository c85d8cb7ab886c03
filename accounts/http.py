"""What our middlewares put on a request, for typed views, and the way back that a form carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from accounts.models import User

Told = TypeVar("Told")


class HtmxHttpRequest(HttpRequest):
    """Any request of ours: `request.htmx` is true when htmx asks for a part of a page."""

    htmx: HtmxDetails


class AuthenticatedHttpRequest(HtmxHttpRequest):
    """A request behind `@login_required`: its user is a person, never a guest."""

    user: User


def once(request: HttpRequest, tell: Callable[[Any], Told]) -> Told:
    """What `tell` says of a request, found out when it is asked for the first time."""
    known: dict[Any, Any] = vars(request).setdefault("told", {})
    if tell not in known:
        known[tell] = tell(request)
    told: Told = known[tell]
    return told


def name_entrance() -> str:
    """The page to which a guest is led who needs an account: the one that signs in, where none is to be had."""
    return "account_signup" if settings.SIGN_UP_OPEN else "account_login"


def read_next(request: HttpRequest, *, default: str) -> str:
    """Where the person came from, if it is a path on this site."""
    address = request.POST.get("next", "")
    return iri_to_uri(address) if is_path_here(address) else default


def is_path_here(address: str) -> bool:
    """Whether this is a path on this site, however a browser may read it: no host, no scheme, no control character."""
    return address.startswith("/") and address.isprintable() and url_has_allowed_host_and_scheme(address, set())
