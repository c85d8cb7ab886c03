"""What a visitor asked the catalogue for, and the cards that answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from progress.catalogue import Catalogue, Wishes, choose_cards, fits, read_wishes
from progress.trail import Trail
from tests.progress.trails import make_trail


def make_card(title: str, *, hours: int = 1, marks: dict[str, str] | None = None, **fields: Any) -> Trail:
    topics = {"a": {"duration": f"{hours} hours"}, "b": {"duration": f"{hours} hours"}}
    return make_trail({"ground": ["a", "b"]}, topics=topics, marks=marks, title=title, **fields)


@pytest.fixture
def trails() -> list[Trail]:
    return [
        make_card("sailing", hours=3, tags=["sea", "craft"], marks={"a": "done"}),
        make_card("Bread", hours=9, tags=["craft"], featured=True, description="Flour and crème."),
        make_card("Zoology", hours=2, tags=["life"], marks={"a": "done", "b": "done"}),
    ]


def titles(catalogue: Catalogue) -> list[str]:
    return [trail.roadmap.title for trail in catalogue.trails]


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
    assert titles(choose_cards(trails, Wishes(sort=sort))) == expected


def test_equals_are_sorted_by_title() -> None:
    same = [make_card("b"), make_card("A"), make_card("c")]
    for sort in ("title", "shortest", "progress", "walked"):
        assert titles(choose_cards(same, Wishes(sort=sort))) == ["A", "b", "c"]


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
    catalogue = choose_cards(trails, wishes)
    assert titles(catalogue) == expected
    assert [fits(trail, wishes) for trail in trails].count(True) == len(expected)
    assert not catalogue.is_empty


def test_options_say_how_many_they_show(trails: list[Trail]) -> None:
    catalogue = choose_cards(trails, Wishes(tag="craft"))
    assert [(option.value, option.count, option.is_on, option.query) for option in catalogue.shelves] == [
        ("all", 2, True, "?tag=craft"),
        ("mine", 1, False, "?mine=1&tag=craft"),
        ("featured", 1, False, "?featured=1&tag=craft"),
    ]
    assert [(option.value, option.count, option.is_on, option.query) for option in catalogue.tags] == [
        ("", 3, False, "?"),
        ("craft", 2, True, "?tag=craft"),
        ("life", 1, False, "?tag=life"),
        ("sea", 1, False, "?tag=sea"),
    ]
    assert [(option.value, option.is_on, option.query) for option in catalogue.orders] == [
        ("title", True, "?tag=craft"),
        ("shortest", False, "?tag=craft&sort=shortest"),
        ("newest", False, "?tag=craft&sort=newest"),
        ("progress", False, "?tag=craft&sort=progress"),
        ("walked", False, "?tag=craft&sort=walked"),
    ]


def test_orders_of_ones_own_marks_need_a_mark() -> None:
    fresh = [make_card("Bread")]
    assert [order.value for order in choose_cards(fresh, Wishes()).orders] == ["title", "shortest", "newest"]
    assert [order.value for order in choose_cards(fresh, Wishes(sort="walked")).orders][-1] == "walked"


def test_last_walked_and_newest_come_first() -> None:
    old, new = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)
    cards = [
        make_card("a", created_at=new),
        make_card("b", created_at=old, marks={"a": "done"}),
        make_card("c", created_at=old, marks={"b": "learning"}),
    ]
    for card, when in zip(cards[1:], (old, new), strict=True):
        for row in card.rows:
            if row.mark:
                row.mark.pk, row.mark.updated_at = 1, when
    assert titles(choose_cards(cards, Wishes(sort="newest"))) == ["a", "b", "c"]
    assert titles(choose_cards(cards, Wishes(sort="walked"))) == ["c", "b", "a"]


def test_what_is_kept_at_hand_is_mine() -> None:
    assert titles(choose_cards([make_card("Bread")], Wishes(shelf="mine"), {1})) == ["Bread"]


def test_an_empty_site_is_said_to_be_empty() -> None:
    catalogue = choose_cards([], Wishes(search="anything"))
    assert (catalogue.trails, catalogue.is_empty) == ((), True)
    assert [option.value for option in catalogue.tags] == [""]
