"""Keeping a roadmap or a topic at hand, and letting it go."""

from __future__ import annotations

from accounts.models import User
from progress.models import Bookmark
from roadmaps.models import Roadmap, Topic


def keep_at_hand(*, user: User, thing: Roadmap | Topic, on: bool) -> None:
    """Keep a roadmap or a topic, or let it go. Once is as often as twice, in two tabs at the same moment too."""
    place = place_of(thing)
    if on:
        Bookmark.objects.bulk_create([Bookmark(user=user, **place)], ignore_conflicts=True)
    else:
        Bookmark.objects.filter(user=user, **place).delete()


def place_of(thing: Roadmap | Topic) -> dict[str, Roadmap | Topic | None]:
    """The columns that name it."""
    if isinstance(thing, Topic):
        return {"roadmap": thing.roadmap, "topic": thing}
    return {"roadmap": thing, "topic": None}
