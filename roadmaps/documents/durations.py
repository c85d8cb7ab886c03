"""Durations as people write them ("2-3 hours", "half a day", "2 Stunden") to ranges of minutes."""

import re
from dataclasses import dataclass

STUDY_DAY = 120  # minutes
STUDY_WEEK = 600  # minutes
WEEKS_IN_MONTH = 4

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: float(value) for value, word in enumerate(_WORDS, start=1)}
_NUMBERS |= {"a": 1.0, "an": 1.0, "half": 0.5, "half a": 0.5, "half an": 0.5}

_NUMBER = rf"[0-9]{{1,6}}(?:[.,][0-9]{{1,3}})?|(?:half an?|half|an?|{'|'.join(_WORDS)})\b"
_UNITS = "minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|minuten?|stunden?|std|tage?|wochen?|monate?"
_UNIT = rf"(?P<unit>{_UNITS})(?![a-z])\.?"
_PART = re.compile(rf"(?P<low>{_NUMBER})(?:\s*(?:-|\bto\b|\bbis\b)\s*(?P<high>{_NUMBER}))?\s*(?:-\s*)?{_UNIT}")
_BETWEEN = re.compile(r"\s*(?P<range>-|\bto\b|\bbis\b)?(?:,|\band\b|\bund\b|\+)?\s*")

_ABOUT = re.compile(r"^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|~|≈)\s*")
_AND_A_HALF = re.compile(r"^(?P<number>\w+)(?P<unit>\s+[a-z]+)? and a half\b")


@dataclass(frozen=True, slots=True, order=True)
class MinuteRange:
    """From `low` to `high` minutes of study."""

    low: int
    high: int

    def __add__(self, other: "MinuteRange") -> "MinuteRange":
        return MinuteRange(self.low + other.low, self.high + other.high)


def parse_duration(
    text: str, *, day: int = STUDY_DAY, week: int = STUDY_WEEK, weeks_in_month: int = WEEKS_IN_MONTH
) -> MinuteRange | None:
    """Minutes of study that the text means; None when it is not understood.

    `day` and `week` are minutes of study in a day and in a week: "2 weeks" is no fortnight of nights.
    """
    minutes = {"m": 1, "h": 60, "s": 60, "d": day, "t": day, "w": week, "mo": week * weeks_in_month}
    sides = _split_sides(_simplify(text), minutes)
    if sides is None:
        return None
    low, high = sides
    return MinuteRange(low.low, high.high) if 0 < low.low <= high.high else None


def _simplify(text: str) -> str:
    # every dash and the minus sign
    plain = re.sub(r"[\u2010-\u2014\u2212]", "-", text.casefold().strip())
    plain = re.sub(r"(?<=[0-9])\s*½", ".5", plain).replace("½", "0.5")
    plain = _ABOUT.sub("", plain)
    return _AND_A_HALF.sub(_fold_half, plain)


def _fold_half(match: re.Match[str]) -> str:
    """`an hour and a half` and `2 and a half hours` to `1.5 hour` and `2.5 hours`."""
    number = match["number"]
    whole = _NUMBERS.get(number) or (float(number) if number.isascii() and number.isdigit() else None)
    return match.group() if whole is None else f"{whole + 0.5}{match['unit'] or ''}"


def _split_sides(text: str, minutes: dict[str, int]) -> tuple[MinuteRange, MinuteRange] | None:
    """What stands before and after the "-" or "to" between two amounts, each summed up; twice the same without one."""
    sides = [MinuteRange(0, 0)]
    at = 0
    while part := _PART.match(text, at):
        sides[-1] += _read_part(part, minutes)
        at = part.end()
        if at == len(text):
            return (sides[0], sides[-1]) if len(sides) <= 2 else None
        between = _BETWEEN.match(text, at)
        assert between is not None  # noqa: S101 - the pattern matches the empty text
        if between["range"]:
            sides.append(MinuteRange(0, 0))
        at = between.end()
    return None


def _read_part(part: re.Match[str], minutes: dict[str, int]) -> MinuteRange:
    unit = part["unit"]
    size = minutes["mo" if unit.startswith("mo") else unit[0]]
    low = _read_number(part["low"])
    high = _read_number(part["high"]) if part["high"] else low
    return MinuteRange(round(low * size), round(high * size))


def _read_number(text: str) -> float:
    return _NUMBERS.get(text) or float(text.replace(",", "."))
