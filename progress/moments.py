"""What a mark has just brought about: an end that was reached, and what opens. No queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from progress.meter import Standing, measure
from progress.openings import list_opened, list_opened_stages
from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.models import Roadmap


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


def find_moment(trail: Trail, before: Mapping[int, tuple[str, str]]) -> Moment | None:
    """What the move that left `trail` as it is has brought about; None where that is nothing worth a word.

    `before` is (status, reason) of each topic that moved, by its id.
    """

    def was(row: TopicRow) -> Standing:
        status, reason = before.get(row.topic.pk, (row.status, row.reason))
        return row.standing._replace(status=status, reason=reason)

    nodes = [node for node in trail.nodes if node.is_finished and not measure(map(was, node.rows)).is_settled]
    is_end = trail.is_finished and not measure(map(was, trail.rows)).is_settled
    finished = [row for row in trail.rows if row.standing.is_done and not was(row).is_done]
    opens = {row.topic.pk: row for done in finished for row in list_opened(trail, done.topic.key)}
    moment = Moment(nodes, is_end, list(opens.values()), list_opened_stages(trail, nodes))
    return moment if moment.is_finish or moment.opens else None
