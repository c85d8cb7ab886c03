"""What a learner says of a roadmap they walk."""

from __future__ import annotations

from accounts.models import User
from progress.models import Walk
from roadmaps.models import Roadmap


class LongWhyError(ValueError):
    """There are more than Walk.LONGEST_WHY characters; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


def save_why(*, user: User, roadmap: Roadmap, why: str) -> str:
    """Keep why somebody walks a roadmap, as one line; an empty one clears it. Returns what is kept.

    Raises LongWhyError.
    """
    why = " ".join(why.replace("\0", "").split())
    if len(why) > Walk.LONGEST_WHY:
        raise LongWhyError(len(why))
    Walk.objects.update_or_create(user=user, roadmap=roadmap, defaults={"why": why})
    return why
