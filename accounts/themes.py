"""Light, dark, or like the device: a row for a learner, a cookie for a guest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User

COOKIE_AGE = 365 * 24 * 60 * 60  # seconds


def name_cookie() -> str:
    return f"{settings.COOKIE_PREFIX}theme"


def read_theme(request: HttpRequest) -> str:
    """The theme to show: the learner's own, else the one of the guest's cookie."""
    user = getattr(request, "user", None)  # an error page may be rendered before anyone is known
    return user.theme if isinstance(user, User) else read_theme_cookie(request)


def read_theme_cookie(request: HttpRequest) -> str:
    """The theme a guest chose, `system` without a cookie or with one that names no theme."""
    chosen = request.COOKIES.get(name_cookie(), "")
    return chosen if chosen in User.Theme.values else User.Theme.SYSTEM.value


def keep_theme(request: HttpRequest, response: HttpResponse, theme: str) -> None:
    """Remembers a known `theme` for whoever asks: in the row of a learner, in a cookie of a guest."""
    if isinstance(request.user, User):
        request.user.theme = theme
        request.user.save(update_fields=["theme"])
        return
    response.set_cookie(
        name_cookie(), theme, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
