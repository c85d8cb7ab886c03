"""What a visitor of the catalogue asked for, and the cards that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from progress.trail import Trail
from roadmaps.documents.folding import has_words, split_query

SHELVES = ("all", "mine", "featured")
LONGEST_SEARCH = 200
ORDERS: dict[str, Callable[[Trail], tuple[float, str]]] = {
    "title": lambda trail: (0, trail.roadmap.title.casefold()),
    "shortest": lambda trail: (trail.whole.high, trail.roadmap.title.casefold()),
    "newest": lambda trail: (-trail.roadmap.created_at.timestamp(), trail.roadmap.title.casefold()),
    "progress": lambda trail: (-(trail.meter.percent or 0), trail.roadmap.title.casefold()),
    "walked": lambda trail: (-last_walked(trail), trail.roadmap.title.casefold()),
}
OWN_ORDERS = {"progress", "walked"}
"""Those that speak of the person's marks: offered where there is one."""


def last_walked(trail: Trail) -> float:
    """When a topic of a trail was last marked, in seconds; 0 where none was."""
    rows = [row for row in [*trail.rows, *trail.off] if row.status != "todo"]
    marks = [row.mark for row in rows if row.mark and row.mark.pk]  # a guest's are in no table, and say no time
    return max((mark.updated_at.timestamp() for mark in marks), default=0)


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
class Catalogue:
    trails: tuple[Trail, ...]
    shelves: tuple[Option, ...]
    tags: tuple[Option, ...]
    orders: tuple[Option, ...]
    wishes: Wishes
    is_empty: bool


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


def choose_cards(trails: list[Trail], wishes: Wishes, kept: Collection[int] = ()) -> Catalogue:
    """The trails that answer the wishes, in their order, and every option beside the one that is on.

    `kept` are the roadmaps kept at hand, by id.
    """
    shown = [trail for trail in trails if fits(trail, wishes, kept)]
    has_marks = any(trail.is_started for trail in trails)
    orders = [name for name in ORDERS if has_marks or name not in OWN_ORDERS or name == wishes.sort]
    counts = Counter(tag for trail in trails for tag in trail.roadmap.tags)

    def offer(value: str, changed: Wishes, *, is_on: bool) -> Option:
        return Option(value, changed.query, sum(fits(trail, changed, kept) for trail in trails), is_on)

    return Catalogue(
        trails=tuple(sorted(shown, key=ORDERS[wishes.sort])),
        shelves=tuple(offer(name, replace(wishes, shelf=name), is_on=wishes.shelf == name) for name in SHELVES),
        tags=tuple(offer(tag, replace(wishes, tag=tag), is_on=wishes.tag == tag) for tag in ["", *sorted(counts)]),
        orders=tuple(offer(name, replace(wishes, sort=name), is_on=wishes.sort == name) for name in orders),
        wishes=wishes,
        is_empty=not trails,
    )


def fits(trail: Trail, wishes: Wishes, kept: Collection[int] = ()) -> bool:
    """Whether a trail stands on the wished shelf, has the tag, and has words that begin as those searched for."""
    roadmap = trail.roadmap
    is_mine = trail.is_started or roadmap.pk in kept
    on_shelf = {"all": True, "mine": is_mine, "featured": roadmap.featured}[wishes.shelf]
    has_tag = not wishes.tag or wishes.tag in roadmap.tags
    is_found = not wishes.search or has_words(split_query(wishes.search), roadmap.folded)
    return on_shelf and has_tag and is_found
