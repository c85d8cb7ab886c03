"""Which topics a page lists, and what the chips say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from progress.filters import Choice, Filter, list_chips, list_shown, read_filter
from progress.trail import TopicRow, Trail
from tests.progress.trails import date, keys, make_trail, row

TOPICS = {
    "a": {"difficulty": "beginner"},
    "b": {"difficulty": "beginner", "optional": True},
    "c": {"difficulty": "intermediate", "duration": "2 hours"},
    "d": {"difficulty": "advanced"},
    "e": {"difficulty": "advanced"},
    "f": {"difficulty": "advanced", "retired": True},
}
MARKS = {"a": "done", "b": "done", "c": "learning", "d": "skipped", "e": "skipped later", "f": "done"}


@pytest.fixture
def trail() -> Trail:
    trail = make_trail({"ground": ["a", "b", "c"], "summit": ["d", "e", "f"]}, topics=TOPICS, marks=MARKS)
    for key in ("a", "f"):
        finish_before_a_change(row(trail, key))
    return trail


def finish_before_a_change(row: TopicRow) -> None:
    row.topic.changed_at = datetime(2026, 5, 4, tzinfo=UTC)
    date(row, finished_at=datetime(2026, 5, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, Filter()),
        ({"status": "done"}, Filter(status="done")),
        ({"status": "changed"}, Filter(status="changed")),
        ({"status": "left", "level": "required"}, Filter(status="left", level="required")),
        ({"status": "skipped", "level": "optional"}, Filter(status="skipped", level="optional")),
        ({"status": "nonsense", "level": "DONE"}, Filter()),
        ({"status": "done\0", "level": "advanced "}, Filter()),
        ({"level": "advanced", "view": "map"}, Filter(level="advanced")),
        ({"level": "unestimated"}, Filter(level="unestimated")),
    ],
)
def test_reads_a_query_string(params: dict[str, str], expected: Filter) -> None:
    assert read_filter(params) == expected


@pytest.mark.parametrize(
    ("chosen", "query", "is_on"),
    [
        (Filter(), "", False),
        (Filter(status="done"), "?status=done", True),
        (Filter(level="advanced"), "?level=advanced", True),
        (Filter(status="left", level="optional"), "?status=left&level=optional", True),
    ],
)
def test_writes_a_query_string(chosen: Filter, query: str, is_on: bool) -> None:
    assert (chosen.query, chosen.is_on) == (query, is_on)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), ["a", "b", "c", "d", "e"]),
        (Filter(status="todo"), []),
        (Filter(status="learning"), ["c"]),
        (Filter(status="done"), ["a", "b"]),
        (Filter(status="skipped"), ["d", "e"]),
        (Filter(status="left"), ["c", "e"]),
        (Filter(status="changed"), ["a"]),
        (Filter(level="beginner"), ["a", "b"]),
        (Filter(level="intermediate"), ["c"]),
        (Filter(level="advanced"), ["d", "e"]),
        (Filter(level="optional"), ["b"]),
        (Filter(level="required"), ["a", "c", "e"]),
        (Filter(level="unestimated"), ["a", "e"]),
        (Filter(status="done", level="required"), ["a"]),
        (Filter(status="left", level="unestimated"), ["e"]),
        (Filter(status="left", level="advanced"), ["e"]),
    ],
)
def test_chooses(trail: Trail, chosen: Filter, expected: list[str]) -> None:
    assert keys([row for row in trail.rows if chosen.fits(row)]) == expected
    assert keys([row for _, rows in list_shown(trail, chosen) for row in rows]) == expected


def test_the_numbers_of_the_header_are_what_their_links_list(trail: Trail) -> None:
    def count(status: str, level: str) -> int:
        return sum(Filter(status, level).fits(row) for row in trail.rows)

    assert count("done", "required") == trail.meter.done
    assert count("", "required") == trail.meter.required
    assert count("left", "") == len(trail.meter.left)
    assert count("", "optional") == trail.meter.optional
    assert count("changed", "") == len(trail.outdated)
    assert count("", "unestimated") == trail.whole.unknown
    assert count("left", "unestimated") == trail.left.unknown


def test_nodes_without_a_fitting_topic_are_left_out_while_a_filter_is_on() -> None:
    trail = make_trail({"ground": ["a"], "empty": [], "summit": ["d"]}, topics=TOPICS)
    shown = list_shown(trail, Filter(level="advanced"))
    assert [(node.node.key, keys(rows)) for node, rows in shown] == [("summit", ["d"])]
    shown = list_shown(trail, Filter())
    assert [(node.node.key, keys(rows)) for node, rows in shown] == [
        ("ground", ["a"]),
        ("empty", []),
        ("summit", ["d"]),
    ]


def test_chips_count_what_each_would_list(trail: Trail) -> None:
    chips = list_chips(trail, Filter())
    assert chips.statuses == (
        Choice("", 5, "", True),
        Choice("todo", 0, "?status=todo", False),
        Choice("learning", 1, "?status=learning", False),
        Choice("done", 2, "?status=done", False),
        Choice("skipped", 2, "?status=skipped", False),
        Choice("later", 1, "?status=later", False),
    )
    assert chips.levels == (
        Choice("", 5, "", True),
        Choice("beginner", 2, "?level=beginner", False),
        Choice("intermediate", 1, "?level=intermediate", False),
        Choice("advanced", 2, "?level=advanced", False),
        Choice("optional", 1, "?level=optional", False),
    )


def test_chips_keep_the_choice_of_the_other_group(trail: Trail) -> None:
    chips = list_chips(trail, Filter(status="skipped", level="advanced"))
    assert [(chip.value, chip.number, chip.is_on) for chip in chips.statuses] == [
        ("", 2, False), ("todo", 0, False), ("learning", 0, False), ("done", 0, False), ("skipped", 2, True),
        ("later", 1, False),
    ]  # fmt: skip
    assert [chip.query for chip in chips.levels] == [
        "?status=skipped",
        "?status=skipped&level=beginner",
        "?status=skipped&level=intermediate",
        "?status=skipped&level=advanced",
        "?status=skipped&level=optional",
    ]


def test_what_stands_behind_a_number_is_a_chip_while_it_is_on(trail: Trail) -> None:
    chips = list_chips(trail, Filter(status="left", level="required"))
    assert chips.statuses[-2] == Choice("left", 2, "?status=left&level=required", True)
    assert chips.levels[-1] == Choice("required", 2, "?status=left&level=required", True)
    assert [len(chips.statuses), len(chips.levels)] == [7, 6]
    chips = list_chips(trail, Filter(level="unestimated"))
    assert chips.levels[-1] == Choice("unestimated", 2, "?level=unestimated", True)
    chips = list_chips(trail, Filter(status="changed"))
    assert chips.statuses[5:6] == (Choice("changed", 1, "?status=changed", True),)
