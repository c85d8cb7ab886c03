"""Ticks on takeaways and links."""

from __future__ import annotations

from accounts.models import User
from progress.models import Tick
from progress.ticks import digest_of
from roadmaps.models import Topic


def set_tick(*, user: User, topic: Topic, kind: str, target: str, on: bool) -> None:
    """Tick, or untick, what `target` says: the text of a takeaway as `normalise_target` has it, or a link's address.

    Twice is as once. Moves no mark.
    """
    digest = digest_of(target)
    if on:
        Tick.objects.get_or_create(user=user, topic=topic, kind=kind, digest=digest, defaults={"target": target})
    else:
        Tick.objects.filter(user=user, topic=topic, kind=kind, digest=digest).delete()
