"""Durations: what people write, in minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.documents.durations import MinuteRange, parse_duration


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("45 minutes", 45, 45),
        ("1 hour", 60, 60),
        ("2-3 hours", 120, 180),
        ("30 Minuten", 30, 30),
        ("1 Stunde", 60, 60),
        ("2 bis 3 Stunden", 120, 180),
        ("2 Std.", 120, 120),
        ("1 Tag", 120, 120),
        ("2 Tage", 240, 240),
        ("3 Wochen", 1800, 1800),
        ("1 Monat", 2400, 2400),
        ("1 Stunde und 30 Minuten", 90, 90),
        ("10 days", 1200, 1200),
        ("2 weeks", 1200, 1200),
        ("1.5 h", 90, 90),
        ("half a day", 60, 60),
        ("1 month", 2400, 2400),
        ("90 min", 90, 90),
        ("90 mins.", 90, 90),
        ("2 to 3 hours", 120, 180),
        ("1-2 weeks", 600, 1200),
        ("1–2 weeks", 600, 1200),  # en dash
        ("1 — 2 weeks", 600, 1200),
        ("1h 30m", 90, 90),
        ("1h30m", 90, 90),
        ("1 hour, 30 minutes", 90, 90),
        ("1 hour and 30 minutes", 90, 90),
        ("1 week + 1 day", 720, 720),
        ("an hour", 60, 60),
        ("a day", 120, 120),
        ("half an hour", 30, 30),
        ("half day", 60, 60),
        ("½ day", 60, 60),
        ("1½ hours", 90, 90),
        ("1 ½ hours", 90, 90),
        ("an hour and a half", 90, 90),
        ("2 and a half hours", 150, 150),
        ("two weeks", 1200, 1200),
        ("1,5 h", 90, 90),
        ("30 min to 1 hour", 30, 60),
        ("1h30m - 2h", 90, 120),
        ("1-2 hours and 30 minutes", 90, 150),
        ("10-day", 1200, 1200),
        ("3 mos", 7200, 7200),
        ("2 WEEKS", 1200, 1200),
        ("  ~2 hours ", 120, 120),
        ("about 2 hours", 120, 120),
        ("approx. 2-3 hrs", 120, 180),
    ],
)
def test_duration_is_understood(text: str, low: int, high: int) -> None:
    assert parse_duration(text) == MinuteRange(low, high)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2",
        "hours",
        "an",
        "2 fortnights",
        "3-2 hours",
        "0 minutes",
        "-1 hour",
        "2 hours and",
        "1 h 30",
        "1h - 2h - 3h",
        "2 hours of video",
        "1e9 hours",
        "9999999 hours",
        "x and a half hours",
        "to 2 hours",
        "²  hours",
    ],
)
def test_duration_is_not_understood(text: str) -> None:
    assert parse_duration(text) is None


def test_study_time_is_the_caller_s() -> None:
    assert parse_duration("1 day", day=240) == MinuteRange(240, 240)
    assert parse_duration("1 week", week=1200) == MinuteRange(1200, 1200)
    assert parse_duration("1 month", week=1200, weeks_in_month=5) == MinuteRange(6000, 6000)


def test_ranges_add_up() -> None:
    assert MinuteRange(60, 120) + MinuteRange(30, 30) == MinuteRange(90, 150)


@given(st.text("0123456789 -,.½ahmdwotnulfmis", max_size=30))
def test_any_text_is_a_range_or_nothing(text: str) -> None:
    found = parse_duration(text)
    assert found is None or 0 < found.low <= found.high
