"""How long a set of topics takes."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from progress.estimate import Estimate, add_up, read_duration
from roadmaps.documents.durations import MinuteRange


def test_adds_ranges_and_counts_what_it_cannot_read() -> None:
    total = add_up(["45 minutes", "2-3 hours", "", "as long as it takes", "half a day"])
    assert total == Estimate(low=45 + 120 + 60, high=45 + 180 + 60, unknown=2)
    assert total.is_known


@pytest.mark.parametrize(("texts", "unknown"), [([], 0), ([""], 1), (["soon", "later"], 2)])
def test_nothing_readable_is_not_known(texts: list[str], unknown: int) -> None:
    total = add_up(texts)
    assert (total, total.is_known) == (Estimate(low=0, high=0, unknown=unknown), False)


def test_takes_any_iterable_once() -> None:
    assert add_up(text for text in ["1 hour", "?"]) == Estimate(low=60, high=60, unknown=1)


def test_a_day_and_a_week_are_those_of_this_site(settings: Settings) -> None:
    assert read_duration("1 day") == MinuteRange(120, 120)
    assert read_duration("1 week") == MinuteRange(600, 600)

    settings.STUDY_DAY_MINUTES, settings.STUDY_WEEK_MINUTES = 30, 90
    read_duration.cache_clear()  # settings stand for as long as a process does

    assert read_duration("1 day") == MinuteRange(30, 30)
    assert read_duration("1 week") == MinuteRange(90, 90)
    assert read_duration("1 month") == MinuteRange(360, 360)
    assert read_duration("one day maybe") is None
    read_duration.cache_clear()
