"""The one rule that turns marks into numbers (docs/laws.md, "Progress"). Pure.

Every page, card, download and report counts through `measure()`; nothing stores a percentage.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
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
    optional = [standing for standing in present if standing.optional]
    return Meter(
        required=len(required),
        done=sum(standing.is_done for standing in required),
        learning=sum(standing.status == "learning" for standing in required),
        skipped=sum(standing.status == "skipped" for standing in present),
        optional=len(optional),
        optional_done=sum(standing.is_done for standing in optional),
        left=tuple(standing.key for standing in required if not standing.is_done),
    )
