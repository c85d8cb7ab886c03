"""What a mark has just brought about: an end that was reached, and what opens. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from progress.meter import Meter, Standing, measure
from progress.openings import list_opened, list_opened_stages
from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.models import Roadmap

Before = Mapping[int, tuple[str, str]]
"""(status, reason) of each topic that a move has moved, as it was, by its id."""


@dataclass(slots=True)
class Moment:
    """`nodes` were finished just now; `is_end`: the whole roadmap was; `opens` and `stages`: what one may go on to.

    `takeaways` (what the learner can do now) and `next_roadmaps` are read by the page that shows them.
    """

    nodes: list[NodeRow]
    is_end: bool
    opens: list[TopicRow]
    stages: list[NodeRow]
    takeaways: list[str] = field(default_factory=list)
    next_roadmaps: list[Roadmap] = field(default_factory=list)

    @property
    def is_finish(self) -> bool:
        return bool(self.nodes) or self.is_end


def find_moment(trail: Trail, before: Before) -> Moment | None:
    """What the move that left `trail` as it is has brought about; None where that is nothing worth a word."""
    moved = [node for node in trail.nodes if any(row.topic.id in before for row in node.rows)]  # no other has changed
    nodes = [node for node in moved if node.is_finished and not measure_before(node.rows, before).is_settled]
    is_end = bool(moved) and trail.is_finished and not measure_before(trail.rows, before).is_settled
    finished = [row for node in moved for row in node.rows if row.standing.is_done and not stood(row, before).is_done]
    opens = {row.topic.pk: row for done in finished for row in list_opened(trail, done.topic.key)}
    moment = Moment(nodes, is_end, list(opens.values()), list_opened_stages(trail, nodes))
    return moment if moment.is_finish or moment.opens else None


def measure_before(rows: Iterable[TopicRow], before: Before) -> Meter:
    """What the meter said of these rows before the move."""
    return measure(stood(row, before) for row in rows)


def stood(row: TopicRow, before: Before) -> Standing:
    """How a row stood before the move."""
    if row.topic.id not in before:
        return row.standing
    status, reason = before[row.topic.id]
    return row.standing._replace(status=status, reason=reason)
