"""Whose numbers change when topics become the same as others than before. Nothing is written: reading alone differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from progress.meter import Standing
from progress.models import Mark, Parting
from progress.ranks import rank
from progress.stars import Member, Stars, group_stars
from roadmaps.chunks import chunked
from roadmaps.models import Roadmap, Topic
from roadmaps.sync.people import Rejoined

CHUNK = 250
"""Topics asked about in one query, two parameters each."""

State = tuple[str, str]
TODO: State = ("todo", "")


@dataclass(frozen=True, slots=True)
class Change:
    """The stars before and after, and which topics count: by id, (optional, retired)."""

    before: Stars
    after: Stars
    weights: Mapping[int, tuple[bool, bool]]

    def related(self, topic_id: int) -> set[int]:
        """Every topic that shares a star with this one, before or after."""
        stars = (self.before, self.after)
        return {member.topic_id for star in stars for member in star.members.get(topic_id, ())} & self.weights.keys()

    def find_moved(self, marks: Mapping[int, State], parted: Collection[int], topics: Iterable[int]) -> set[int]:
        """Topics that count otherwise than before for a learner with these marks."""
        return {topic for topic in topics if self._count(topic, self.before, marks, parted)
                != self._count(topic, self.after, marks, parted)}  # fmt: skip

    def _count(
        self, topic: int, stars: Stars, marks: Mapping[int, State], parted: Collection[int]
    ) -> tuple[bool, bool]:
        """(required, done), as the meter takes it."""
        joined = [] if topic in parted else [m.topic_id for m in stars.twins(topic) if m.topic_id not in parted]
        status, reason = max((marks.get(each, TODO) for each in [topic, *joined]), key=lambda state: rank(*state))
        optional, retired = self.weights[topic]
        standing = Standing("", optional, retired, status, reason)
        return standing.is_required, standing.is_required and standing.is_done


def count_renumbered(rejoined: Collection[Rejoined]) -> dict[int, int]:
    """Learners whose percentage changes, by the row of each topic that is rejoined.

    Three queries for every CHUNK topics: topics that share a star with these, marks, partings.
    """
    change = read_change(rejoined)
    related = {each.row: change.related(each.row) for each in rejoined if each.row is not None}
    topics = sorted(set().union(*related.values()))
    parted = read_partings(topics)
    counts = dict.fromkeys(related, 0)
    for user_id, marks in read_states(topics).items():
        moved = change.find_moved(marks, parted[user_id], topics)
        for row, around in related.items():
            counts[row] += bool(moved & around)
    return counts


def read_change(rejoined: Collection[Rejoined]) -> Change:
    """The stars as they are and as they will be."""
    names = {name for each in rejoined for naming in (each.before, each.after) for name in naming if name}
    members: dict[int, Member] = {}
    weights: dict[int, tuple[bool, bool]] = {}
    for chunk in chunked(sorted(names), CHUNK):
        for member, optional in _read_members(chunk):
            members[member.topic_id] = member
            weights[member.topic_id] = (optional, not member.takes_marks)
    after = {each.row: each.after for each in rejoined if each.row is not None}
    new = (each.after for each in rejoined if each.row is None)
    then = [_rename(member, *after[pk]) if pk in after else member for pk, member in members.items()]
    then += [_make_member(-number, *naming) for number, naming in enumerate(new, 1)]
    return Change(group_stars(members.values()), group_stars(then), weights)


def _read_members(addresses: Sequence[str]) -> Iterator[tuple[Member, bool]]:
    pairs = [address.partition("/") for address in addresses]
    at = Q(roadmap__key__in={pair[0] for pair in pairs}, key__in={pair[2] for pair in pairs})
    rows = Topic.objects.filter(at | Q(same_as__in=addresses)).exclude(roadmap__status=Roadmap.Status.DRAFT)
    fields = ("pk", "roadmap__key", "key", "same_as", "roadmap__title", "optional", "retired", "node__retired")
    for pk, roadmap, key, same_as, title, optional, retired, node_retired in rows.order_by().values_list(*fields):
        member = _make_member(pk, f"{roadmap}/{key}", same_as)
        yield replace(member, roadmap_title=title, takes_marks=not (retired or node_retired)), optional


def _make_member(topic_id: int, address: str, same_as: str) -> Member:
    roadmap, _, key = address.partition("/")
    return Member(topic_id, key, "", same_as, "", 0, roadmap, "", takes_marks=True, parted=False)


def _rename(member: Member, address: str, same_as: str) -> Member:
    roadmap, _, key = address.partition("/")
    return replace(member, roadmap_key=roadmap, key=key, same_as=same_as)


def read_states(topics: Sequence[int]) -> dict[int, dict[int, State]]:
    """(status, reason) of each mark on these topics, by learner and topic; to do is none."""
    states: dict[int, dict[int, State]] = defaultdict(dict)
    for chunk in chunked(topics, CHUNK):
        marks = Mark.objects.filter(topic__in=chunk).exclude(status="todo")
        for user_id, topic_id, status, reason in marks.values_list("user_id", "topic_id", "status", "reason"):
            states[user_id][topic_id] = (status, reason)
    return states


def read_partings(topics: Sequence[int]) -> dict[int, set[int]]:
    """Topics that a learner gave a status of their own."""
    parted: dict[int, set[int]] = defaultdict(set)
    for chunk in chunked(topics, CHUNK):
        for user_id, topic_id in Parting.objects.filter(topic__in=chunk).values_list("user_id", "topic_id"):
            parted[user_id].add(topic_id)
    return parted
