"""What to walk next, after a roadmap was walked to its end."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from progress.index import Index
from progress.kin import rank_kin
from progress.queries.cards import build_alone, read_cards, read_outlines
from progress.queries.catalogue import read_index, read_own
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

    One query, and those of `read_trails` where topics of the nearest are the same elsewhere; those of `read_index`,
    `find_kin`, `read_cards` and `read_outlines` for what is not kept yet.
    """
    edition, own = read_own(person)
    index = read_index(edition)
    near = index.kin.get(roadmap.pk, lambda: find_kin(index, roadmap))
    cards = read_cards(index, near, own.begun)
    outlines = read_outlines(index, [card.roadmap for card in cards])
    joined = [card.roadmap for card in cards if not outlines[card.roadmap.pk].is_alone]
    trails = {trail.roadmap.pk: trail for trail in (read_trails(person, joined) if joined else ())}
    ahead = (
        card.roadmap
        for card in cards
        if (trails.get(card.roadmap.pk) or build_alone(card, outlines[card.roadmap.pk])).here
    )
    return list(islice(ahead, MOST))


def find_kin(index: Index, roadmap: Roadmap) -> list[int]:
    """The ids of the published roadmaps nearest to this one. One query, that looks at every topic there is."""
    topics = Topic.objects.using(DEFAULT_DB_ALIAS).filter(pk__in=find_shared(roadmap))
    shared = dict(topics.order_by().values_list("roadmap_id").annotate(Count("id")))
    others = (entry for entry in index.entries.values() if entry.pk != roadmap.pk)
    return rank_kin(roadmap.tags, others, shared)[:MOST_LOOKED_AT]


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
