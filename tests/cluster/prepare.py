"""Fills the database of the settings: the sample roadmaps, and learners who are signed in.

In: the number of learners, as JSON. Out, as JSON: `sessions` (user and cookie value of each), `topics` (address and row
of each), `pages` (addresses that a learner looks at), and the names of the two cookies.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from roadmaps.models import Roadmap, Topic

    call_command("import_roadmaps", settings.BASE_DIR / "fixtures/roadmaps", verbosity=0, stdout=sys.stderr)
    shared = {
        key for key in Topic.objects.values_list("same_as", flat=True) if key
    }  # a mark there is one elsewhere too
    topics = [
        topic
        for topic in Topic.objects.filter(same_as="").select_related("roadmap", "node").order_by("pk")
        if f"{topic.roadmap.key}/{topic.key}" not in shared
    ]
    answer = {
        "sessions": [open_session(number) for number in range(json.load(sys.stdin))],
        "topics": [[topic.get_absolute_url(), topic.pk] for topic in topics],
        "pages": ["/", "/roadmaps/", *(roadmap.get_absolute_url() for roadmap in Roadmap.objects.published())],
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    sys.stdout.write(json.dumps(answer))


def open_session(number: int) -> list[object]:
    """A new learner's row and session key."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User

    user = User(email=f"learner-{number}@example.org")
    user.set_unusable_password()
    user.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return [user.pk, session.session_key]


main()
