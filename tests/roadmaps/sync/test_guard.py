"""The mass guard: more than a fifth of a roadmap and more than two, or more than ten topics with marks."""

from __future__ import annotations

import pytest

from roadmaps.sync.guard import find_guard
from roadmaps.sync.operations import Plan
from roadmaps.sync.people import NOBODY, Learners
from tests.roadmaps.sync.samples import as_site, node, plan, roadmap, topic


def retire(count: int, of: int) -> Plan:
    topics = [topic(f"t-{number}") for number in range(of)]
    said = roadmap(node("maths", *topics))
    return plan(said, as_site(said), roadmap(node("maths", *topics[count:])))


@pytest.mark.parametrize(
    ("count", "of", "stops"), [(2, 2, False), (3, 15, False), (3, 14, True), (4, 20, False), (5, 20, True)]
)
def test_a_fifth_and_more_than_two(count: int, of: int, stops: bool) -> None:
    guard = find_guard([retire(count, of)], NOBODY, None)
    assert (guard is not None) is stops
    if guard:
        assert (guard.retired, guard.marked, guard.roadmaps) == (count, 0, ("trail",))


@pytest.mark.parametrize(("marked", "stops"), [(10, False), (11, True)])
def test_more_than_ten_with_marks_over_the_whole_run(marked: int, stops: bool) -> None:
    made = [retire(6, 100), retire(6, 100)]
    ids = [made[0].topic_ids[f"t-{number}"] for number in range(6)]
    other = [9_000 + number for number in range(6)]
    made[1] = retire(6, 100)
    made[1].topic_ids.update(zip([f"t-{number}" for number in range(6)], other, strict=True))  # type: ignore[attr-defined]  # a dict
    learners = Learners(topics=dict.fromkeys([*ids, *other][:marked], 1))
    guard = find_guard(made, learners, None)
    assert (guard is not None) is stops
    if guard:
        assert (guard.retired, guard.marked, guard.roadmaps) == (12, 11, ())


def test_only_the_exact_number_lets_it_pass() -> None:
    made = [retire(5, 20)]
    assert find_guard(made, NOBODY, 5) is None
    assert find_guard(made, NOBODY, 4) is not None
    assert find_guard(made, NOBODY, 6) is not None


def test_what_is_merged_leaves_the_trail_too() -> None:
    said = roadmap(node("maths", *(topic(key) for key in "abcd")))
    file = roadmap(node("maths", topic("a", aliases=("b", "c", "d"))))
    guard = find_guard([plan(said, as_site(said), file)], NOBODY, None)
    assert guard is not None
    assert guard.retired == 3
