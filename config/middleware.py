"""What is done to every answer for safety's sake, and for sessions from before cookies had their prefix."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from config.integrity import hashes_files, stamp_integrity
from config.safety import HEADERS

Answer = Callable[[HttpRequest], HttpResponse]


class SafeHeadersMiddleware:
    """Puts the headers of config/safety.py on every answer. Stands outermost: errors of the others pass it too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.NOINDEX:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class AdminIntegrityMiddleware:
    """Gives the scripts and style sheets of the admin their hashes: its own templates name the files without."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and match is not None and "admin" in match.app_names and hashes_files():
            response.content = stamp_integrity(response.content.decode(response.charset)).encode(response.charset)
        return response


class FormerSessionMiddleware:
    """Takes along what a guest marked before the session's cookie had its prefix; who was signed in signs in anew.

    A cookie without the prefix may come from a neighbouring host, so it never makes anybody signed in.
    """

    FORMER = "sessionid"

    def __init__(self, get_response: Answer) -> None:
        if settings.SESSION_COOKIE_NAME == self.FORMER:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        former = request.COOKIES.get(self.FORMER)
        if not former:
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            take_along(request, former)
        response = self.get_response(request)
        response.delete_cookie(self.FORMER, samesite="Lax")
        return response


def take_along(request: HttpRequest, key: str) -> None:
    """Moves what the session `key` holds into the request's own, unless somebody is signed in there."""
    former = type(request.session)(key)
    held = dict(former.items())
    if held and SESSION_KEY not in held:
        request.session.update(held)
        former.delete()
