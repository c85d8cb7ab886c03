"""How long a set of topics takes, as a range of minutes; computed on reading, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from roadmaps.documents.durations import MinuteRange, parse_duration


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes from `low` to `high`; `unknown` counts the topics without an estimate, which are in neither."""

    low: int
    high: int
    unknown: int

    @property
    def is_known(self) -> bool:
        return self.high > 0


def add_up(durations: Iterable[str]) -> Estimate:
    """Sum durations written as text; unreadable and empty ones count as unknown."""
    ranges = [read_duration(text) for text in durations]
    known = [minutes for minutes in ranges if minutes]
    return Estimate(
        low=sum(minutes.low for minutes in known),
        high=sum(minutes.high for minutes in known),
        unknown=len(ranges) - len(known),
    )


@lru_cache(maxsize=4096)  # people write the same few, and each page reads all of its roadmap
def read_duration(text: str) -> MinuteRange | None:
    """Minutes of one written duration by this site's study day and week."""
    return parse_duration(text, day=settings.STUDY_DAY_MINUTES, week=settings.STUDY_WEEK_MINUTES)
