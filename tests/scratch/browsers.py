"""Where people of the scratch site are signed in."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from tests.clients import client_of

HERE = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
ELSEWHERE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
)


def open_session(user: User, agent: str = HERE, *, days: int = 0) -> str:
    """The value of the session's cookie of a browser in which this person signed in some days ago."""
    key = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    UserSession.objects.create(
        user=user,
        session_key=key,
        user_agent=agent,
        ip=f"192.0.2.{10 + days}",
        last_seen_at=timezone.now() - timedelta(days=days),
    )
    return key


def open_elsewhere(user: User) -> None:
    for number, agent in enumerate(ELSEWHERE, 1):
        open_session(user, agent, days=4 * number)
