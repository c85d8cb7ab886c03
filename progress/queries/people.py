"""Who asks: a learner with an account, or a guest whose marks live in their session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from progress.models import Mark
from progress.visit import Visit, read_visit

VISIT = "visit"
"""Where the session keeps it."""


class Guest(AnonymousUser):
    """Somebody who is not signed in, with what they marked on this visit."""

    def __init__(self, session: Any) -> None:
        super().__init__()
        self.session = session
        self.visit: Visit = read_visit(session.get(VISIT))

    @property
    def marks(self) -> dict[int, Mark]:
        """Unsaved marks by topic id, as a learner's would be."""
        return {topic_id: Mark(topic_id=topic_id, **state._asdict()) for topic_id, state in self.visit.marks.items()}


Person = User | AnonymousUser
"""A learner, a `Guest`, or a guest of whom nothing is known."""


def person_of(request: HttpRequest) -> User | Guest:
    """Who asks. Costs a guest without a session no query."""
    return request.user if isinstance(request.user, User) else Guest(request.session)
