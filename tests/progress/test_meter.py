"""The one rule behind every number (docs/laws.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.meter import Meter, Standing, measure

MARKS = [("todo", ""), ("learning", ""), ("done", ""), ("done", "known"), ("skipped", ""), ("skipped", "later")]


@st.composite
def standings(draw: st.DrawFn) -> list[Standing]:
    """A set of topics with distinct keys, in every mix of states."""
    kinds = st.tuples(st.booleans(), st.booleans(), st.sampled_from(MARKS))
    return [
        Standing(f"topic-{number}", optional, retired, *mark)
        for number, (optional, retired, mark) in enumerate(draw(st.lists(kinds, max_size=12)))
    ]


def make(*states: str) -> list[Standing]:
    """Required topics named a, b, c ... in these states."""
    return [Standing(key, status=state) for key, state in zip("abcdefghijkl", states, strict=False)]


def test_counts_a_set_of_topics() -> None:
    topics = [
        Standing("a", status="done"),
        Standing("b", status="done", reason="known"),
        Standing("c", status="learning"),
        Standing("d"),
        Standing("e", status="skipped"),
        Standing("f", status="skipped", reason="later"),
        Standing("g", optional=True, status="done"),
        Standing("h", optional=True, status="learning"),
        Standing("i", retired=True, status="done"),
        Standing("j", retired=True),
    ]

    meter = measure(topics)

    assert meter == Meter(required=5, done=2, learning=1, skipped=2, optional=2, optional_done=1, left=("c", "d", "f"))
    assert meter.percent == 40
    assert not meter.is_settled


def test_nothing_required_has_no_percent_and_is_settled() -> None:
    for topics in ([], [Standing("a", optional=True)], [Standing("a", retired=True)], make("skipped")):
        meter = measure(topics)
        assert (meter.required, meter.percent, meter.left, meter.is_settled) == (0, None, (), True)


@pytest.mark.parametrize(
    ("done", "required", "percent"), [(0, 3, 0), (1, 3, 33), (2, 3, 66), (3, 3, 100), (1, 8, 12), (199, 200, 99)]
)
def test_percent_is_rounded_down(done: int, required: int, percent: int) -> None:
    states = ["done"] * done + ["todo"] * (required - done)
    assert measure(Standing(str(number), status=state) for number, state in enumerate(states)).percent == percent


@pytest.mark.parametrize(
    ("standing", "is_required"),
    [
        (Standing("a"), True),
        (Standing("a", status="learning"), True),
        (Standing("a", status="done"), True),
        (Standing("a", status="skipped"), False),
        (Standing("a", status="skipped", reason="later"), True),
        (Standing("a", optional=True), False),
        (Standing("a", retired=True), False),
        (Standing("a", retired=True, status="done"), False),
        (Standing("a", optional=True, status="skipped", reason="later"), False),
    ],
)
def test_what_is_required(standing: Standing, is_required: bool) -> None:
    assert standing.is_required is is_required


@pytest.mark.parametrize(("status", "is_done"), [("todo", 0), ("learning", 0), ("done", 1), ("skipped", 0)])
def test_only_done_is_done(status: str, is_done: int) -> None:
    assert Standing("a", status=status).is_done is bool(is_done)
    assert measure([Standing("a", status=status), Standing("b")]).done == is_done


def test_left_keeps_the_order_it_was_given() -> None:
    assert measure([Standing("z"), Standing("a"), Standing("m", status="done"), Standing("b")]).left == ("z", "a", "b")


@given(standings())
def test_the_percent_is_the_floor_of_done_by_required(topics: list[Standing]) -> None:
    meter = measure(topics)
    if meter.percent is None:
        assert meter.required == 0
    else:
        assert meter.percent * meter.required <= 100 * meter.done < (meter.percent + 1) * meter.required


@given(standings())
def test_a_hundred_percent_means_that_nothing_is_left(topics: list[Standing]) -> None:
    meter = measure(topics)
    assert (meter.percent == 100) is (meter.required > 0 and meter.left == ())
    assert meter.is_settled is (meter.left == ())


@given(standings())
def test_left_is_exactly_what_is_required_and_not_done(topics: list[Standing]) -> None:
    meter = measure(topics)
    assert meter.left == tuple(topic.key for topic in topics if topic.is_required and not topic.is_done)
    assert len(meter.left) == meter.required - meter.done


@given(standings())
def test_the_parts_are_no_more_than_the_whole(topics: list[Standing]) -> None:
    meter = measure(topics)
    assert 0 <= meter.done + meter.learning <= meter.required
    assert 0 <= meter.optional_done <= meter.optional
    assert meter.required + meter.optional + meter.skipped <= 2 * len(topics)


@given(standings(), st.sampled_from(MARKS), st.integers(0, 12))
def test_an_optional_retired_or_refused_topic_moves_no_percent(
    topics: list[Standing], mark: tuple[str, str], place: int
) -> None:
    status, reason = mark
    before = measure(topics)
    for more in (
        Standing("more", optional=True, status=status, reason=reason),
        Standing("more", retired=True, status=status, reason=reason),
        Standing("more", status="skipped"),
    ):
        after = measure([*topics[:place], more, *topics[place:]])
        assert (after.percent, after.required, after.done, after.left) == (
            before.percent, before.required, before.done, before.left,
        )  # fmt: skip


@given(standings())
def test_whatever_is_left_can_be_done(topics: list[Standing]) -> None:
    finished = measure(topic._replace(status="done", reason="") for topic in topics)
    assert finished.percent in {100, None}


@given(standings(), st.integers(0, 11))
def test_putting_off_leaves_a_topic_in_what_is_left(topics: list[Standing], place: int) -> None:
    open_ones = [topic for topic in topics if topic.status == "todo"]
    if open_ones:
        chosen = open_ones[place % len(open_ones)]
        later = [topic._replace(status="skipped", reason="later") if topic is chosen else topic for topic in topics]
        assert measure(later).left == measure(topics).left
