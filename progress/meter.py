"""The one rule that turns marks into numbers (docs/laws.md, "Progress"). Pure.

Every page, card, download and report counts through `measure()`; nothing stores a percentage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple


class Standing(NamedTuple):
    """How one learner stands to one topic. `status` is todo, learning, done or skipped; `reason` "", known or later."""

    key: str
    optional: bool = False
    retired: bool = False
    status: str = "todo"
    reason: str = ""

    @property
    def is_done(self) -> bool:
        return self.status == "done"

    @property
    def is_required(self) -> bool:
        """Refused topics are out; one put off for later stays in what is left."""
        refused = self.status == "skipped" and self.reason != "later"
        return not (self.optional or self.retired or refused)


@dataclass(frozen=True, slots=True)
class Meter:
    """The numbers of a set of topics. All but `skipped` and the optional pair speak of required topics.

    `left` holds the keys of required topics that are not done, in the order they were given.
    """

    required: int
    done: int
    learning: int
    skipped: int
    optional: int
    optional_done: int
    left: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that 100 means nothing is left; None where nothing is required."""
        return 100 * self.done // self.required if self.required else None

    @property
    def is_settled(self) -> bool:
        return not self.left


def measure(standings: Iterable[Standing]) -> Meter:
    """Count a set of topics. Retired ones are in no number."""
    present = [standing for standing in standings if not standing.retired]
    required = [standing for standing in present if standing.is_required]
    optional = [standing.status for standing in present if standing.optional]
    statuses = [standing.status for standing in required]
    return Meter(
        required=len(required),
        done=statuses.count("done"),
        learning=statuses.count("learning"),
        skipped=[standing.status for standing in present].count("skipped"),
        optional=len(optional),
        optional_done=optional.count("done"),
        left=tuple([standing.key for standing in required if standing.status != "done"]),
    )


def combine(meters: Sequence[Meter]) -> Meter:
    """What `measure` counts of all these sets at once. No topic is in two of them."""
    return Meter(
        required=sum(meter.required for meter in meters),
        done=sum(meter.done for meter in meters),
        learning=sum(meter.learning for meter in meters),
        skipped=sum(meter.skipped for meter in meters),
        optional=sum(meter.optional for meter in meters),
        optional_done=sum(meter.optional_done for meter in meters),
        left=tuple(chain.from_iterable(meter.left for meter in meters)),
    )
