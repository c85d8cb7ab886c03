"""Keyboard shortcuts, on unless somebody switched them off: a row for a learner, a cookie for a guest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.themes import COOKIE_AGE

OFF = "off"


def name_cookie() -> str:
    return f"{settings.COOKIE_PREFIX}shortcuts"


def has_shortcuts(request: HttpRequest) -> bool:
    """Whether single keys do something on the pages of whoever asks."""
    user = getattr(request, "user", None)  # an error page may be rendered before anyone is known
    return user.shortcuts if isinstance(user, User) else has_shortcuts_by_cookie(request)


def has_shortcuts_by_cookie(request: HttpRequest) -> bool:
    return request.COOKIES.get(name_cookie()) != OFF


def keep_shortcuts(request: HttpRequest, response: HttpResponse, *, on: bool) -> None:
    """Remembers for whoever asks: in the row of a learner, in a cookie of a guest."""
    if isinstance(request.user, User):
        request.user.shortcuts = on
        request.user.save(update_fields=["shortcuts"])
    elif on:
        response.delete_cookie(name_cookie(), samesite="Lax")
    else:
        response.set_cookie(
            name_cookie(), OFF, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
