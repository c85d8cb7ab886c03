"""What a visitor of the catalogue asked for, and the cards that answer it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from progress.cards import Card
from progress.trail import Trail

if TYPE_CHECKING:
    from django.core.paginator import Page

    from progress.index import Index

SHELVES = ("all", "mine", "featured")
LONGEST_SEARCH = 200
ORDERS = ("title", "shortest", "newest", "progress", "walked")
OWN_ORDERS = {"progress", "walked"}
"""Those that speak of the person's marks: offered where there is one."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The query string of the catalogue, cleaned."""

    shelf: str = "all"
    tag: str = ""
    sort: str = "title"
    search: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The wishes as pairs of a query string, without those that are the rule."""
        pairs = [
            ("mine", "1" if self.shelf == "mine" else ""),
            ("featured", "1" if self.shelf == "featured" else ""),
            ("tag", self.tag),
            ("sort", self.sort if self.sort != "title" else ""),
            ("q", self.search),
        ]
        return [pair for pair in pairs if pair[1]]

    @property
    def query(self) -> str:
        return "?" + urlencode(self.pairs)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search form carries along."""
        return [pair for pair in self.pairs if pair[0] != "q"]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to change the catalogue: its value, where it leads, how many cards it shows, whether it is on."""

    value: str
    query: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Own:
    """What of the catalogue is one person's: states on the roadmaps begun, by id, what is kept at hand, and the trails
    of the begun ones where the order asks for them."""

    begun: Mapping[int, str] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()
    trails: tuple[Trail, ...] = ()

    @property
    def mine(self) -> frozenset[int]:
        return self.kept.union(self.begun)


@dataclass(frozen=True)
class Catalogue:
    """One page of cards, in the order wished for."""

    index: Index
    own: Own
    wishes: Wishes
    page: Page[int]
    cards: tuple[Card, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no roadmap at all."""
        return not self.index.entries

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        return list_options(self.index, self.wishes, self.own)

    def count_mine(self) -> int:
        """How many roadmaps the shelf of one's own would show."""
        return self.index.count_in(self.wishes, self.own.mine)

    @property
    def previous(self) -> str:
        """The query string of the page before, empty on the first."""
        return self.query_of(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def following(self) -> str:
        return self.query_of(self.page.number + 1) if self.page.has_next() else ""

    def query_of(self, number: int) -> str:
        return "?" + urlencode([*self.wishes.pairs, *([("page", str(number))] if number > 1 else [])])


def read_wishes(params: Mapping[str, str]) -> Wishes:
    """Unknown values are no wish; the search is bounded."""
    shelf = "mine" if params.get("mine") else "featured" if params.get("featured") else "all"
    sort = params.get("sort", "")
    return Wishes(
        shelf=shelf,
        tag=params.get("tag", "")[:LONGEST_SEARCH],
        sort=sort if sort in ORDERS else "title",
        search=params.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
    )


def list_chosen(index: Index, wishes: Wishes, own: Own) -> Sequence[int]:
    """The roadmaps that answer the wishes, in their order, by id."""
    selected = index.select(wishes)
    if wishes.shelf != "mine" and wishes.sort not in OWN_ORDERS:
        return selected.ids
    chosen = [pk for pk in selected.ids if wishes.shelf != "mine" or pk in own.mine]
    first = rank_own(own.trails, wishes.sort) if wishes.sort in OWN_ORDERS else {}
    there = frozenset(chosen)
    return [*(pk for pk in first if pk in there), *(pk for pk in chosen if pk not in first)]


def rank_own(trails: Collection[Trail], sort: str) -> dict[int, None]:
    """Begun roadmaps that stand before all others, in order: the further ones, or those walked last."""
    measure = last_walked if sort == "walked" else percent_of
    ranked = sorted(
        ((measure(trail), trail) for trail in trails), key=lambda pair: (-pair[0], pair[1].roadmap.title.casefold())
    )
    return dict.fromkeys(trail.roadmap.pk for value, trail in ranked if value)


def percent_of(trail: Trail) -> float:
    return trail.meter.percent or 0


def last_walked(trail: Trail) -> float:
    """When a topic of a trail was last marked, in seconds; 0 where none was."""
    rows = [row for row in [*trail.rows, *trail.off] if row.status != "todo"]
    marks = [row.mark for row in rows if row.mark and row.mark.pk]  # a guest's are in no table, and say no time
    return max((mark.updated_at.timestamp() for mark in marks), default=0)


def list_options(index: Index, wishes: Wishes, own: Own) -> dict[str, tuple[Option, ...]]:
    """shelves, tags, orders: what each would show, and which is on."""
    orders = [name for name in ORDERS if own.begun or name not in OWN_ORDERS or name == wishes.sort]
    counts = index.count_tags(replace(wishes, tag=""), own.mine)

    def offer_shelf(name: str) -> Option:
        changed = replace(wishes, shelf=name)
        count = index.count_in(wishes, own.mine) if name == "mine" else len(index.select(changed).ids)
        return Option(name, changed.query, count, wishes.shelf == name)

    return {
        "shelves": tuple(map(offer_shelf, SHELVES)),
        "tags": tuple(
            Option(tag, replace(wishes, tag=tag).query, counts[tag], wishes.tag == tag) for tag in ["", *index.tags]
        ),
        "orders": tuple(Option(name, replace(wishes, sort=name).query, 0, wishes.sort == name) for name in orders),
    }
