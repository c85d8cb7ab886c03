"""What a visitor of the catalogue asked for, and the cards that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from progress.trail import Trail
from roadmaps.documents.folding import fold, has_words, split_query

SHELVES = ("all", "mine", "featured")
LONGEST_SEARCH = 200
ORDERS: dict[str, Callable[[Trail], tuple[int, str]]] = {
    "title": lambda trail: (0, trail.roadmap.title.casefold()),
    "shortest": lambda trail: (trail.whole.high, trail.roadmap.title.casefold()),
    "progress": lambda trail: (-(trail.meter.percent or 0), trail.roadmap.title.casefold()),
}


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


def choose_cards(trails: list[Trail], wishes: Wishes) -> Catalogue:
    """The trails that answer the wishes, in their order, and every option beside the one that is on."""
    shown = [trail for trail in trails if fits(trail, wishes)]
    counts = Counter(tag for trail in trails for tag in trail.roadmap.tags)

    def offer(value: str, changed: Wishes, *, is_on: bool) -> Option:
        return Option(value, changed.query, sum(fits(trail, changed) for trail in trails), is_on)

    return Catalogue(
        trails=tuple(sorted(shown, key=ORDERS[wishes.sort])),
        shelves=tuple(offer(name, replace(wishes, shelf=name), is_on=wishes.shelf == name) for name in SHELVES),
        tags=tuple(offer(tag, replace(wishes, tag=tag), is_on=wishes.tag == tag) for tag in ["", *sorted(counts)]),
        orders=tuple(offer(name, replace(wishes, sort=name), is_on=wishes.sort == name) for name in ORDERS),
        wishes=wishes,
        is_empty=not trails,
    )


def fits(trail: Trail, wishes: Wishes) -> bool:
    """Whether a trail stands on the wished shelf, has the tag, and has words that begin as those searched for."""
    roadmap = trail.roadmap
    on_shelf = {"all": True, "mine": trail.is_started, "featured": roadmap.featured}[wishes.shelf]
    text = fold(" ".join([roadmap.title, roadmap.description, *roadmap.tags]))
    has_tag = not wishes.tag or wishes.tag in roadmap.tags
    is_found = not wishes.search or has_words(split_query(wishes.search), text)
    return on_shelf and has_tag and is_found
