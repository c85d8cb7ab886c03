"""What a visitor asked the catalogue for, and the cards that answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from progress.catalogue import Own, Wishes, list_chosen, list_options, read_wishes
from progress.index import Entry, Index
from progress.models import Mark
from progress.trail import Trail
from roadmaps.documents.folding import has_words, split_query
from tests.progress.trails import make_trail


def make_card(pk: int, title: str, *, hours: int = 1, marks: dict[str, str] | None = None, **fields: Any) -> Trail:
    topics = {"a": {"duration": f"{hours} hours"}, "b": {"duration": f"{hours} hours"}}
    return make_trail({"ground": ["a", "b"]}, topics=topics, marks=marks, pk=pk, title=title, **fields)


def make_index(trails: list[Trail]) -> Index:
    """As the database would fill it."""
    entries = []
    for road in (trail.roadmap for trail in trails):
        created = getattr(road, "created_at", None)
        entries.append(
            Entry(road.pk, road.title, tuple(road.tags), road.featured, created.timestamp() if created else 0)
        )
    return Index(
        {entry.pk: entry for entry in sorted(entries, key=lambda entry: entry.title.casefold())},
        find=lambda search: [
            trail.roadmap.pk for trail in trails if has_words(split_query(search), trail.roadmap.folded)
        ],
        weigh=lambda: {trail.roadmap.pk: trail.whole.high for trail in trails},
    )


def titles(trails: list[Trail], wishes: Wishes, kept: frozenset[int] = frozenset()) -> list[str]:
    """What the page shows whoever has the marks of these trails."""
    names = {trail.roadmap.pk: trail.roadmap.title for trail in trails}
    return [names[pk] for pk in list_chosen(make_index(trails), wishes, own(trails, kept))]


def own(trails: list[Trail], kept: frozenset[int] = frozenset()) -> Own:
    begun = tuple(trail for trail in trails if trail.is_started)
    return Own({trail.roadmap.pk: "some states" for trail in begun}, kept, begun)


@pytest.fixture
def trails() -> list[Trail]:
    return [
        make_card(1, "sailing", hours=3, tags=["sea", "craft"], marks={"a": "done"}),
        make_card(2, "Bread", hours=9, tags=["craft"], featured=True, description="Flour and crème."),
        make_card(3, "Zoology", hours=2, tags=["life"], marks={"a": "done", "b": "done"}),
    ]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, Wishes()),
        ({"mine": "1"}, Wishes(shelf="mine")),
        ({"mine": ""}, Wishes()),
        ({"featured": "1"}, Wishes(shelf="featured")),
        ({"mine": "1", "featured": "1"}, Wishes(shelf="mine")),
        ({"tag": "data", "sort": "shortest", "q": "  Learn  "}, Wishes(tag="data", sort="shortest", search="Learn")),
        ({"sort": "'; drop table"}, Wishes()),
        ({"q": "a\0b"}, Wishes(search="ab")),
        ({"q": "a" * 10_000, "tag": "b" * 10_000}, Wishes(search="a" * 200, tag="b" * 200)),
    ],
)
def test_reads_wishes(params: dict[str, str], expected: Wishes) -> None:
    assert read_wishes(params) == expected


@pytest.mark.parametrize(
    ("wishes", "query"),
    [
        (Wishes(), "?"),
        (Wishes(shelf="mine", sort="progress"), "?mine=1&sort=progress"),
        (Wishes(shelf="featured", tag="c#", search="a b"), "?featured=1&tag=c%23&q=a+b"),
    ],
)
def test_writes_wishes(wishes: Wishes, query: str) -> None:
    assert wishes.query == query


def test_the_search_form_carries_the_other_wishes_along() -> None:
    wishes = Wishes(shelf="mine", tag="data", sort="progress", search="learn")
    assert wishes.hidden == [("mine", "1"), ("tag", "data"), ("sort", "progress")]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("title", ["Bread", "sailing", "Zoology"]),
        ("shortest", ["Zoology", "sailing", "Bread"]),
        ("progress", ["Zoology", "sailing", "Bread"]),
    ],
)
def test_sorts(trails: list[Trail], sort: str, expected: list[str]) -> None:
    assert titles(trails, Wishes(sort=sort)) == expected


def test_equals_are_sorted_by_title() -> None:
    same = [make_card(1, "b"), make_card(2, "A"), make_card(3, "c")]
    for sort in ("title", "shortest", "newest", "progress", "walked"):
        assert titles(same, Wishes(sort=sort)) == ["A", "b", "c"]


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(shelf="mine"), ["sailing", "Zoology"]),
        (Wishes(shelf="featured"), ["Bread"]),
        (Wishes(tag="craft"), ["Bread", "sailing"]),
        (Wishes(shelf="mine", tag="craft"), ["sailing"]),
        (Wishes(tag="unheard-of"), []),
        (Wishes(search="BREAD"), ["Bread"]),
        (Wishes(search="creme"), ["Bread"]),
        (Wishes(search="craft sail"), ["sailing"]),
        (Wishes(search="craft zoo"), []),
        (Wishes(search="leads"), ["sailing", "Zoology"]),
        (Wishes(search="\u202e"), []),
    ],
)
def test_chooses(trails: list[Trail], wishes: Wishes, expected: list[str]) -> None:
    assert titles(trails, wishes) == expected


def test_options_say_how_many_they_show(trails: list[Trail]) -> None:
    options = list_options(make_index(trails), Wishes(tag="craft"), own(trails))
    assert [(option.value, option.count, option.is_on, option.query) for option in options["shelves"]] == [
        ("all", 2, True, "?tag=craft"),
        ("mine", 1, False, "?mine=1&tag=craft"),
        ("featured", 1, False, "?featured=1&tag=craft"),
    ]
    assert [(option.value, option.count, option.is_on, option.query) for option in options["tags"]] == [
        ("", 3, False, "?"),
        ("craft", 2, True, "?tag=craft"),
        ("life", 1, False, "?tag=life"),
        ("sea", 1, False, "?tag=sea"),
    ]
    assert [(option.value, option.is_on, option.query) for option in options["orders"]] == [
        ("title", True, "?tag=craft"),
        ("shortest", False, "?tag=craft&sort=shortest"),
        ("newest", False, "?tag=craft&sort=newest"),
        ("progress", False, "?tag=craft&sort=progress"),
        ("walked", False, "?tag=craft&sort=walked"),
    ]


def test_tags_count_what_is_mine_on_that_shelf(trails: list[Trail]) -> None:
    options = list_options(make_index(trails), Wishes(shelf="mine", search="leads"), own(trails, frozenset({2})))
    assert [(option.value, option.count) for option in options["tags"]] == [
        ("", 2), ("craft", 1), ("life", 1), ("sea", 1),
    ]  # fmt: skip


def test_orders_of_ones_own_marks_need_a_mark() -> None:
    index = make_index([make_card(1, "Bread")])

    def orders(wishes: Wishes) -> list[str]:
        return [order.value for order in list_options(index, wishes, Own())["orders"]]

    assert orders(Wishes()) == ["title", "shortest", "newest"]
    assert orders(Wishes(sort="walked"))[-1] == "walked"


def test_last_walked_and_newest_come_first() -> None:
    old, new = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)
    cards = [
        make_card(1, "a", created_at=new),
        make_card(2, "b", created_at=old, marks={"a": "done"}),
        make_card(3, "c", created_at=old, marks={"b": "learning"}),
    ]
    for card, when in zip(cards[1:], (old, new), strict=True):
        for row in card.rows:
            if isinstance(row.mark, Mark):
                row.mark.pk, row.mark.updated_at = 1, when
    assert titles(cards, Wishes(sort="newest")) == ["a", "b", "c"]
    assert titles(cards, Wishes(sort="walked")) == ["c", "b", "a"]
    assert titles(cards, Wishes(sort="walked", shelf="mine")) == ["c", "b"]


def test_what_is_kept_at_hand_is_mine() -> None:
    assert titles([make_card(1, "Bread")], Wishes(shelf="mine"), frozenset({1})) == ["Bread"]
