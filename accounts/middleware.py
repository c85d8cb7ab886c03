"""Times are shown in the learner's own zone, words in their own language, and what is theirs is kept by nobody else."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.factors import has_factor
from accounts.languages import choose_language
from accounts.models import User


class LearnerTimeZoneMiddleware:
    """Activates the signed-in person's time zone for the length of a request; a guest has the site's.

    Costs a guest without a session no query, and a learner none that the page would not make anyway.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(find_time_zone(request)):
            return self.get_response(request)


def find_time_zone(request: HttpRequest) -> zoneinfo.ZoneInfo | None:
    """The zone this person chose, or None for the site's: a guest, or a zone this machine does not know."""
    person = find_person(request)
    if person is None:
        return None
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


class LearnerLanguageMiddleware:
    """Activates the language of whoever asks for the length of a request; its cost is that of the time zone's.

    Stands in for Django's LocaleMiddleware, which knows no learner and leaves its language to the thread.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = choose_language(request, find_person(request))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class StaffFactorMiddleware:
    """Leads staff without a second factor away from the admin, to a page that says why and how to set one up.

    Costs a page outside the admin nothing, and one inside a query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.STAFF_NEEDS_SECOND_FACTOR or not match or match.app_name != "admin":
            return None
        person = find_person(request)
        if person is None or not person.is_staff or match.url_name == "logout" or has_factor(person):
            return None
        return redirect("settings_second_factor")


class PrivateMiddleware:
    """What an answer says about caching where its view says nothing: whoever asked may keep it, and has to ask again.

    Nearly every page of ours shows who is signed in or what a guest has marked; a cache shared by many keeps none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def find_person(request: HttpRequest) -> User | None:
    """Who is signed in. Nobody is looked up for a browser without a session."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.user if has_session and isinstance(request.user, User) else None
