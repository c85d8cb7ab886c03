"""The same topic in several roadmaps (docs/laws.md, "Same topic elsewhere"). No queries.

A star is one canonical topic and the topics whose `same_as` names it. A name that leads nowhere, or to a topic that
itself names another, makes no star: there is no circle to fall into.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from progress.plain import AnyMark
from progress.ranks import rank
from roadmaps.models import Topic


@dataclass(frozen=True, slots=True)
class Member:
    """One topic of a star and where it stands. `parted`: this learner gives it a status of its own."""

    topic_id: int
    key: str
    name: str
    same_as: str
    node_key: str
    roadmap_id: int
    roadmap_key: str
    roadmap_title: str
    takes_marks: bool
    parted: bool

    @property
    def address(self) -> str:
        """What the `same_as` of another topic calls it."""
        return f"{self.roadmap_key}/{self.key}"

    @property
    def url(self) -> str:
        return reverse("topic", args=[self.roadmap_key, self.node_key, self.key])


@dataclass(frozen=True, slots=True)
class Stars:
    """Topic id -> every topic of its star, itself among them. Topics that stand alone are missing."""

    members: Mapping[int, tuple[Member, ...]] = field(default_factory=dict)

    def twins(self, topic_id: int) -> tuple[Member, ...]:
        """The other topics of the star, parted or not."""
        return tuple(member for member in self.members.get(topic_id, ()) if member.topic_id != topic_id)

    def is_parted(self, topic_id: int) -> bool:
        return any(member.topic_id == topic_id and member.parted for member in self.members.get(topic_id, ()))

    def joined(self, topic_id: int) -> tuple[Member, ...]:
        """The other topics that share one status with this one."""
        if self.is_parted(topic_id):
            return ()
        return tuple(member for member in self.twins(topic_id) if not member.parted)

    def furthest(self, topic_id: int, marks: Mapping[int, AnyMark]) -> AnyMark | None:
        """The mark that stands for a topic: its own, or that of a joined one that is further."""
        own = marks.get(topic_id)
        if not self.members or topic_id not in self.members:
            return own
        others = [marks[member.topic_id] for member in self.joined(topic_id) if member.topic_id in marks]
        candidates = [own, *others] if own else others
        return max(candidates, key=lambda mark: rank(mark.status, mark.reason), default=None)

    def member(self, topic_id: int) -> Member:
        return next(member for member in self.members[topic_id] if member.topic_id == topic_id)


NO_STARS = Stars()


def group_stars(members: Iterable[Member]) -> Stars:
    """Put topics together that are one; each appears once, however often it was found."""
    by_address = {member.address: member for member in members}
    groups: dict[str, list[Member]] = {}
    for member in sorted(by_address.values(), key=lambda member: (member.same_as != "", member.roadmap_title)):
        centre = by_address.get(member.same_as or member.address)
        if centre and not centre.same_as:
            groups.setdefault(centre.address, []).append(member)
    stars = [tuple(group) for group in groups.values() if len(group) > 1]
    return Stars({member.topic_id: star for star in stars for member in star})


def references_of(topics: Iterable[Topic]) -> list[str]:
    """What topics say they are the same as, without those that say nothing."""
    return [topic.same_as for topic in topics if topic.same_as]


def list_pairs(references: Collection[str]) -> Iterator[tuple[str, str]]:
    """(roadmap key, topic key) of each reference that is one."""
    for reference in references:
        roadmap, _, topic = reference.partition("/")
        if roadmap and topic:
            yield roadmap, topic
