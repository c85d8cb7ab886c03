"""The mass guard: a run that would take much off the trail stops, until a person names the number. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.sync.operations import LEAVES, Plan
from roadmaps.sync.people import Learners
from roadmaps.sync.values import Thing

FEW = 2
"""So many topics may always leave a roadmap."""
SHARE = 5
"""Of the topics of a roadmap, one in so many may leave."""
MARKED = 10
"""So many topics that have marks may leave in one run."""


@dataclass(frozen=True, slots=True)
class Guard:
    """retired: topics the whole run would retire; marked: those of them that have marks; roadmaps: keys of roadmaps
    that would lose more than their share."""

    retired: int
    marked: int
    roadmaps: tuple[str, ...]


def find_guard(plans: Sequence[Plan], learners: Learners, allowed: int | None) -> Guard | None:
    """What stops the run, or nothing. `allowed` is the number a person named; only the exact one lets the run pass."""
    retired = sum(plan.count_retired() for plan in plans)
    if allowed == retired:
        return None
    marked = sum(1 for plan in plans for topic in _list_leaving(plan) if learners.topics.get(topic))
    losing = tuple(plan.key for plan in plans if plan.count_retired() > max(FEW, plan.active / SHARE))
    return Guard(retired, marked, losing) if losing or marked > MARKED else None


def _list_leaving(plan: Plan) -> list[int]:
    leaving = (each for each in plan.operations if each.thing is Thing.TOPIC and each.act in LEAVES)
    return [plan.topic_ids[operation.key] for operation in leaving]
