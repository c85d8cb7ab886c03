"""Numbers and states of a trail in words."""

from __future__ import annotations

import pytest

from progress.cards import describe_levels
from progress.estimate import Estimate
from progress.meter import Standing, measure
from progress.templatetags import catalogue, trail
from tests.progress.trails import make_trail, row


@pytest.mark.parametrize(
    ("states", "text"),
    [(["done", "todo", "todo"], "33 %"), (["done"], "100 %"), (["todo"], "0 %"), (["skipped"], "–"), ([], "–")],
)
def test_percent(states: list[str], text: str) -> None:
    meter = measure(Standing(str(number), status=state) for number, state in enumerate(states))
    assert trail.percent(meter) == text


@pytest.mark.parametrize(
    ("states", "done", "learning"),
    [
        (["done", "learning", "todo"], "33.3", "33.3"),
        (["done", "done"], "100.0", "0.0"),
        (["done", "skipped"], "100.0", "0.0"),
        ([], "0.0", "0.0"),
    ],
)
def test_bar_shows_required_topics_only(states: list[str], done: str, learning: str) -> None:
    topics = [Standing(str(number), status=state) for number, state in enumerate(states)]
    optional = Standing("optional", optional=True, status="done")
    assert trail.bar(measure([*topics, optional])) == trail.Bar(done, learning)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (45, 45, "45 min"),
        (30, 45, "30-45 min"),
        (60, 60, "1 h"),
        (30, 120, "0.5-2 h"),
        (90, 90, "1.5 h"),
        (600, 615, "10 h"),
        (360, 360, "6 h"),
        (3660, 4620, "61-77 h"),
    ],
)
def test_hours(low: int, high: int, text: str) -> None:
    assert trail.hours(Estimate(low, high, unknown=0)) == text


@pytest.mark.parametrize("low", [1, 15, 30, 59])
def test_a_range_never_begins_at_nothing(low: int) -> None:
    assert not trail.hours(Estimate(low, 120, unknown=0)).startswith("0-")


def test_status_list() -> None:
    assert trail.status_list() == [
        ("todo", "To do"),
        ("learning", "Learning"),
        ("done", "Done"),
        ("skipped", "Skipped"),
    ]


def test_level_list() -> None:
    assert trail.level_list() == ["beginner", "intermediate", "advanced"]


def test_words_of_the_chips() -> None:
    statuses = ("", "left", "revise", "later", "todo", "learning", "done", "skipped")
    assert [trail.status_choice(value) for value in statuses] == [
        "All", "Left", "To revise", "Later", "To do", "Learning", "Done", "Skipped",
    ]  # fmt: skip
    levels = ("", "optional", "required", "beginner", "intermediate", "advanced")
    assert [trail.level_choice(value) for value in levels] == [
        "Any level", "Optional", "Required", "Beginner", "Intermediate", "Advanced",
    ]  # fmt: skip


def test_words_of_the_catalogue() -> None:
    assert [catalogue.shelf_word(value) for value in ("all", "mine", "featured")] == ["All", "Mine", "Featured"]
    assert [catalogue.order_word(value) for value in ("title", "shortest", "progress")] == [
        "title", "shortest first", "my progress",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "way", "menu"),
    [
        ("todo", "Knots: to do. Select to mark it done", "To do: Knots. Choose a status"),
        ("learning", "Knots: learning. Select to mark it done", "Learning: Knots. Choose a status"),
        ("done", "Knots: done. Select to mark it to do", "Done: Knots. Choose a status"),
        ("skipped later", "Knots: skipped. Select to mark it done", "Later: Knots. Choose a status"),
    ],
)
def test_controls_say_whole_sentences(state: str, way: str, menu: str) -> None:
    knots = row(make_trail({"ground": ["knots"]}, marks={"knots": state}), "knots")
    assert (trail.way_label(knots), trail.state_label(knots)) == (way, menu)
    assert trail.state_word(knots.state) == menu.partition(":")[0]


@pytest.mark.parametrize(
    ("marks", "word"),
    [({"a": "done", "b": "done"}, "complete"), ({"a": "learning"}, "under way"), ({}, "not begun")],
)
def test_the_state_of_a_node(marks: dict[str, str], word: str) -> None:
    assert trail.node_state(make_trail({"ground": ["a", "b"]}, marks=marks).nodes[0]) == word


@pytest.mark.parametrize(
    ("levels", "phrase"),
    [
        (["advanced", "advanced", "beginner"], "mostly advanced"),
        (["advanced", "beginner"], "beginner to advanced"),
        ([], ""),
    ],
)
def test_levels_phrase(levels: list[str], phrase: str) -> None:
    assert trail.levels_phrase(describe_levels(levels)) == phrase
