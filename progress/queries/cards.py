"""Reads of cards: what is the same for everybody is kept for an edition, trails are there where they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from progress.cards import Card, Facts, state_facts
from progress.index import Index, Outline
from progress.models import Mark
from progress.queries.people import Person
from progress.queries.trails import read_trails
from progress.stars import references_of
from progress.trail import Trail, build_trail, tie_together
from roadmaps.models import Roadmap, Topic
from roadmaps.queries import list_outlines


def read_cards(index: Index, ids: Sequence[int], begun: Mapping[int, str]) -> list[Card]:
    """The cards of these roadmaps, in order, without trails. No query; two for facts that are not kept yet.

    `begun` are the states on those that the person has begun.
    """
    facts = {pk: index.facts.find(pk) for pk in ids}
    missing = [pk for pk, found in facts.items() if found is None]
    if missing:
        facts |= {pk: index.facts.keep(pk, found) for pk, found in read_facts(missing).items()}
    return [Card(found, begun.get(pk, "")) for pk, found in facts.items() if found]


def read_facts(ids: Collection[int]) -> dict[int, Facts]:
    """Two queries: roadmaps, and of their topics what a card counts."""
    roadmaps = Roadmap.objects.using(DEFAULT_DB_ALIAS).filter(pk__in=ids).defer("body", "folded")
    topics: dict[int, list[Topic]] = defaultdict(list)
    rows = Topic.objects.using(DEFAULT_DB_ALIAS).active().filter(roadmap__in=ids)
    for topic in rows.only("roadmap_id", "difficulty", "duration", "optional").in_order():
        topics[topic.roadmap_id].append(topic)
    return {roadmap.pk: state_facts(roadmap, topics[roadmap.pk]) for roadmap in roadmaps}


def add_trails(person: Person, index: Index, cards: Sequence[Card]) -> list[Card]:
    """The cards, with their trails where something is begun. The queries of `read_outlines`, and those of
    `read_trails` where topics are the same elsewhere."""
    begun = {card.roadmap.pk: card for card in cards if card.states}
    outlines = read_outlines(index, [card.roadmap for card in begun.values()])
    alone = {pk for pk, outline in outlines.items() if outline.is_alone}
    joined = [card.roadmap for pk, card in begun.items() if pk not in alone]
    trails = {trail.roadmap.pk: trail for trail in (read_trails(person, joined) if joined else ())}
    trails |= {pk: build_alone(begun[pk], outlines[pk]) for pk in alone}
    return [
        replace(card, trail=trails.get(card.roadmap.pk), is_alone=card.roadmap.pk not in begun.keys() - alone)
        for card in cards
    ]


def build_alone(card: Card, outline: Outline) -> Trail:
    """The trail of a roadmap none of whose topics is the same as one elsewhere."""
    marks = read_states(card.states) if card.states else {}
    return build_trail(roadmap=card.roadmap, nodes=outline.nodes, topics=outline.topics, marks=marks)


def read_states(states: str) -> dict[int, Mark]:
    """Unsaved marks by topic id, without times."""
    parts = [state.split(" ") for state in states.split(",")]
    return {int(topic): Mark(topic_id=int(topic), status=status, reason=reason) for topic, status, reason in parts}


def read_outlines(index: Index, roadmaps: Sequence[Roadmap]) -> dict[int, Outline]:
    """Nodes and topics by roadmap id. No query; two where one is not kept yet: topics with nodes, who names them."""
    outlines = {roadmap.pk: index.outlines.find(roadmap.pk) for roadmap in roadmaps}
    missing = [roadmap for roadmap in roadmaps if outlines[roadmap.pk] is None]
    if missing:
        found, named = list_outlines(missing, using=DEFAULT_DB_ALIAS), list_named(missing)
        for roadmap in missing:
            nodes, topics = found[roadmap.pk]
            tie_together(roadmap, nodes, topics)
            is_alone = not references_of(topics) and roadmap.key not in named
            outlines[roadmap.pk] = index.outlines.keep(roadmap.pk, Outline(nodes, topics, is_alone))
    return {pk: outline for pk, outline in outlines.items() if outline}


def list_named(roadmaps: Collection[Roadmap]) -> set[str]:
    """Keys of those of which a topic elsewhere says that it is the same as one there. One query."""
    named = Q()
    for roadmap in roadmaps:
        named |= Q(same_as__startswith=f"{roadmap.key}/")
    references = Topic.objects.using(DEFAULT_DB_ALIAS).exclude(same_as="").filter(named)
    return {reference.partition("/")[0] for reference in references.order_by().values_list("same_as", flat=True)}
