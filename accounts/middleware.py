"""Times are shown in the learner's own zone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, User):
        return None
    try:
        return zoneinfo.ZoneInfo(request.user.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
