"""All published roadmaps in short, as a process keeps them for one edition of the content. No queries.

What is asked of it is worked out once and kept, so that a page costs the same however many roadmaps there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from progress.cards import Facts
from progress.catalogue import Wishes
from progress.lately import Lately
from roadmaps.models import Node, Topic

MOST_SELECTIONS = 256
MOST_FRAMES = 64
MOST_FACTS = 2_000
MOST_OUTLINES = 200
MOST_CARDS = 10_000
MOST_KIN = 2_000


class Entry(NamedTuple):
    """What is kept of one roadmap."""

    pk: int
    title: str
    tags: tuple[str, ...]
    featured: bool
    created: float


class Selection(NamedTuple):
    """Ids in order, and the same as a set."""

    ids: tuple[int, ...]
    there: frozenset[int]


class Outline(NamedTuple):
    """Nodes and topics of a roadmap in order, shared by all who read it. `is_alone`: none of the topics is the same as
    one elsewhere."""

    nodes: list[Node]
    topics: list[Topic]
    is_alone: bool


@dataclass(eq=False)
class Index:
    """`entries` come by title. `find` answers a search with ids, `weigh` says the minutes of each roadmap, by id.

    `kin` are the ids of the roadmaps nearest to one, by its id.
    """

    entries: Mapping[int, Entry]
    find: Callable[[str], Collection[int]]
    weigh: Callable[[], Mapping[int, int]]
    facts: Lately[int, Facts] = field(default_factory=lambda: Lately(MOST_FACTS))
    outlines: Lately[int, Outline] = field(default_factory=lambda: Lately(MOST_OUTLINES))
    cards: Lately[tuple[object, ...], str] = field(default_factory=lambda: Lately(MOST_CARDS))
    kin: Lately[int, list[int]] = field(default_factory=lambda: Lately(MOST_KIN))
    searches: Lately[str, frozenset[int]] = field(default_factory=lambda: Lately(MOST_SELECTIONS))
    selections: Lately[Wishes, Selection] = field(default_factory=lambda: Lately(MOST_SELECTIONS))
    frames: Lately[tuple[object, ...], str] = field(default_factory=lambda: Lately(MOST_FRAMES))
    counts: Lately[Wishes, Counter[str]] = field(default_factory=lambda: Lately(MOST_SELECTIONS))

    @cached_property
    def tags(self) -> list[str]:
        return sorted({tag for entry in self.entries.values() for tag in entry.tags})

    @cached_property
    def orders(self) -> dict[str, Callable[[Entry], float]]:
        """What each order asks of an entry beside its title; those of a person's own marks begin with the title."""
        minutes: Mapping[int, int] = {}

        def weigh(entry: Entry) -> float:
            nonlocal minutes
            minutes = minutes or self.weigh()
            return minutes.get(entry.pk, 0)

        return {"shortest": weigh, "newest": lambda entry: -entry.created}

    def select(self, wishes: Wishes) -> Selection:
        """The ids that answer the wishes, in order; the shelf of one's own holds all here."""
        wishes = replace(wishes, shelf="featured" if wishes.shelf == "featured" else "all")
        return self.selections.get(wishes, lambda: self._select(wishes))

    def _select(self, wishes: Wishes) -> Selection:
        found = self.search(wishes.search) if wishes.search else None
        chosen = [
            entry
            for entry in self.entries.values()
            if (wishes.shelf != "featured" or entry.featured)
            and (not wishes.tag or wishes.tag in entry.tags)
            and (found is None or entry.pk in found)
        ]
        order = self.orders.get(wishes.sort)
        ids = tuple(entry.pk for entry in (sorted(chosen, key=order) if order else chosen))
        return Selection(ids, frozenset(ids))

    def search(self, text: str) -> frozenset[int]:
        return self.searches.get(text, lambda: frozenset(self.find(text)))

    def count_in(self, wishes: Wishes, ids: Collection[int]) -> int:
        """How many of these answer the wishes, whatever their shelf."""
        return len(self.select(replace(wishes, shelf="all")).there.intersection(ids))

    def count_tags(self, wishes: Wishes, mine: Collection[int]) -> Counter[str]:
        """How many roadmaps that answer the wishes have each tag; under "" all of them."""
        chosen = self.select(wishes)
        if wishes.shelf == "mine":
            return self._count(chosen.there.intersection(mine))
        return self.counts.get(replace(wishes, sort="title"), lambda: self._count(chosen.ids))

    def _count(self, ids: Collection[int]) -> Counter[str]:
        return Counter(tag for pk in ids for tag in ("", *set(self.entries[pk].tags)))
