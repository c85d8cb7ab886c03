"""Whose a session is. Its row does not say: it has to be opened."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.sessionkit import get_session_user
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.http import int_to_base36

from accounts.models import User


def find_sessions(person: User) -> list[Session]:
    """All sessions that name this person, expired and half signed-in ones too. Reads every session of the site."""
    return [session for session in Session.objects.order_by("expire_date").iterator() if names_person(session, person)]


def names_person(session: Session, person: User) -> bool:
    data: dict[str, Any] = session.get_decoded()
    pending = data.get("account_login") or {}  # allauth: a sign-in that waits for a click in an e-mail
    return data.get(SESSION_KEY) == str(person.pk) or pending.get("user_pk") == int_to_base36(person.pk)


def list_open_sessions(person: User) -> list[UserSession]:
    """Where `person` is signed in, the newest first, without what has ended by time or a new password.

    Only reads: rows of ended sessions are cleared at the next sign-in.
    """
    rows = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    return [row for row in rows if get_session_user(row._session_store(row.session_key)) == person]
