"""What to walk next, after a roadmap was walked to its end."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from progress.kin import rank_kin
from progress.queries.people import Person
from progress.queries.trails import read_trails
from progress.trail import Trail
from roadmaps.models import Roadmap, Topic

MOST = 3
MOST_LOOKED_AT = 24
"""Of the nearest ones, how many are asked whether this person has finished them already."""


def suggest_after(person: Person, trail: Trail) -> list[Roadmap]:
    """What to walk after this trail; nothing as long as something required is left, or nothing was ever required.

    No query before the end, those of `suggest_next` there.
    """
    return suggest_next(person, trail.roadmap) if trail.is_finished else []


def suggest_next(person: Person, roadmap: Roadmap) -> list[Roadmap]:
    """Up to three published roadmaps nearest to this one, none of which this person has finished.

    Four queries whatever there is: roadmaps with the number of shared topics, and the trails of the nearest; one when
    nothing is near.
    """
    others = Roadmap.objects.published().exclude(pk=roadmap.pk).defer("body")
    counted: QuerySet[Any] = others.annotate(shared=Count("topics", filter=Q(topics__in=find_shared(roadmap))))
    near = rank_kin(roadmap.tags, [(other, other.shared) for other in counted])[:MOST_LOOKED_AT]
    if not near:
        return []
    open_ones = [trail.roadmap for trail in read_trails(person, near) if trail.here]
    return open_ones[:MOST]


def find_shared(roadmap: Roadmap) -> QuerySet[Any, Any]:
    """Topics on other trails that this roadmap has too: the same by `same_as`, or by key, or by name. Not evaluated."""
    address = Concat("roadmap__key", Value("/"), "key", output_field=CharField())
    own = Topic.objects.active().filter(roadmap=roadmap).annotate(address=address, folded_name=Lower("name"))
    references = own.exclude(same_as="").values("same_as")
    shared = (
        Q(key__in=own.values("key"))
        | Q(folded_name__in=own.values("folded_name"))
        | Q(same_as__in=own.values("address"))
        | Q(same_as__in=references)
        | Q(address__in=references)
    )
    others = Topic.objects.active().annotate(address=address, folded_name=Lower("name"))
    return others.filter(shared).values("pk")
