"""What a learner keeps at hand, and says of a roadmap. Only ever read for its owner."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from progress.aside import Aside
from progress.models import Bookmark, Walk
from progress.queries.people import Person
from progress.queries.suggestions import suggest_after
from progress.trail import Trail
from roadmaps.models import Roadmap


def read_aside(person: Person, roadmap: Roadmap) -> Aside:
    """One query, none for a guest."""
    if not isinstance(person, User):
        return Aside()
    mine = {"user": person, "roadmap": OuterRef("pk")}
    kept = Exists(Bookmark.objects.filter(topic=None, **mine))
    why = Subquery(Walk.objects.filter(**mine).values("why")[:1])
    row = Roadmap.objects.filter(pk=roadmap.pk).values_list(kept, why).get()
    return Aside(is_kept=row[0], why=row[1] or "")


def describe_head(person: Person, trail: Trail) -> dict[str, Any]:
    """What templates/roadmaps/_head_of_roadmap.html shows beside the trail, whatever view stands below.

    The queries of `suggest_after`.
    """
    return {"aside": trail.aside, "next_roadmaps": suggest_after(person, trail)}


def list_kept_ids(person: Person) -> frozenset[int]:
    """The roadmaps kept at hand, by id. One query, none for a guest."""
    if not isinstance(person, User):
        return frozenset()
    return frozenset(Bookmark.objects.filter(user=person, topic=None).values_list("roadmap_id", flat=True))


def list_bookmarks(person: Person) -> list[Bookmark]:
    """Roadmaps and topics kept at hand, newest first, each with its roadmap; drafts are not shown.

    One query, none for a guest.
    """
    if not isinstance(person, User):
        return []
    kept = Bookmark.objects.filter(user=person).exclude(roadmap__status=Roadmap.Status.DRAFT)
    return list(kept.select_related("roadmap").defer("roadmap__body").order_by("-created_at", "-id"))
