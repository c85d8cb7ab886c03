"""A roadmap as one learner walks it: content and marks joined, counted, and the next step found. No queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from progress.aside import NOTHING_SAID, Aside
from progress.estimate import Estimate, add_up
from progress.meter import Meter, Standing, combine, measure
from progress.models import Finish
from progress.plain import AnyMark
from progress.stars import NO_STARS, Member, Stars
from roadmaps.documents.keys import slug
from roadmaps.models import Node, Roadmap, Topic


@dataclass(slots=True)
class TopicRow:
    """One topic on the trail. `is_here` marks the next step; `number` counts from 1 in its node.

    `mark` is the one that stands for it, which may be of the same topic elsewhere: then `lender` says of which.
    `is_outdated` says that what there is to study changed after the learner finished it; it stays done. Of what left
    the trail it is not said: nobody is asked to look at it again. `is_added` says that it is left, and came after the
    learner had reached the end.
    """

    topic: Topic
    node: Node
    standing: Standing
    mark: AnyMark | None
    number: int
    lender: Member | None = None
    is_outdated: bool = False
    is_here: bool = False
    is_added: bool = False
    is_hidden: bool = False

    @property
    def status(self) -> str:
        return self.standing.status

    @property
    def reason(self) -> str:
        return self.standing.reason

    @property
    def state(self) -> str:
        """Status and reason in one word or two, as a button sends them."""
        return f"{self.status} {self.reason}" if self.reason else self.status

    @property
    def is_to_revise(self) -> bool:
        """Whether the learner flagged a done topic to be looked at again."""
        return self.mark is not None and bool(self.mark.revise) and self.status == "done"

    @property
    def toggled(self) -> str:
        """What the waypoint's switch leads to."""
        return "todo" if self.status == "done" else "done"


@dataclass(slots=True)
class NodeRow:
    """One node on the trail with its own meter. `number` counts from 1 in the roadmap."""

    node: Node
    number: int
    rows: list[TopicRow]
    finish: Finish | None = None
    is_here: bool = False
    is_hidden: bool = False
    meter: Meter = field(init=False)

    def __post_init__(self) -> None:
        self.meter = measure(row.standing for row in self.rows)

    @property
    def is_finished(self) -> bool:
        """Nothing required is left. A node without anything required is never finished."""
        return self.meter.required > 0 and self.meter.is_settled

    @property
    def onward(self) -> TopicRow | None:
        """The next step within this node alone."""
        return find_next([self])

    @property
    def state(self) -> str:
        """complete, active or ahead: what the blaze shows."""
        if self.is_finished:
            return "complete"
        return "active" if self.meter.done or self.meter.learning else "ahead"


@dataclass(slots=True)
class Trail:
    """Everything a page shows of one learner on one roadmap. `off` are rows with a mark that left the trail.

    `finishes` are the ends this learner reached, by node id, that of the roadmap under None. Nodes and topics are
    shared with other trails: nothing writes on them.
    """

    roadmap: Roadmap
    nodes: list[NodeRow]
    off: list[TopicRow]
    stars: Stars = NO_STARS
    finishes: Mapping[int | None, Finish] = field(default_factory=dict)
    aside: Aside = NOTHING_SAID
    rows: list[TopicRow] = field(init=False)
    meter: Meter = field(init=False)
    here: TopicRow | None = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [row for node in self.nodes for row in node.rows]
        self.meter = combine([node.meter for node in self.nodes])
        self.here = find_next(self.nodes)
        if self.here:
            self.here.is_here = True
            self.node_row(self.here.node).is_here = True
        for node in self.nodes:
            node.finish = self.finishes.get(node.node.id)
        if self.finish:
            there, left = set(self.finish.topics), set(self.meter.left)
            for row in self.rows:
                row.is_added = row.topic.key in left and row.topic.pk not in there

    @property
    def gone(self) -> list[TopicRow]:
        """What is listed as no longer on this trail: whatever left it and is more than to do."""
        return [row for row in self.off if row.status != "todo"]

    @property
    def outdated(self) -> list[TopicRow]:
        """What changed since the learner finished it."""
        return [row for row in self.rows if row.is_outdated]

    @property
    def is_finished(self) -> bool:
        """Nothing required is left, and something was."""
        return self.meter.required > 0 and self.meter.is_settled

    @property
    def finish(self) -> Finish | None:
        return self.finishes.get(None)

    @property
    def finished_at(self) -> datetime | None:
        """When the end was reached for the first time; before that was remembered, when the last topic was finished."""
        if self.finish:
            return self.finish.at
        days = [row.mark.finished_at for row in self.rows if row.mark and row.mark.finished_at]
        return max(days, default=None) if self.is_finished else None

    @property
    def added(self) -> list[TopicRow]:
        """What is left and was not there when the end was reached."""
        return [row for row in self.rows if row.is_added]

    @property
    def to_revise(self) -> list[TopicRow]:
        return [row for row in self.rows if row.is_to_revise]

    @property
    def is_started(self) -> bool:
        """Whether there is any mark but to do, on what left the trail too."""
        return any(row.status != "todo" for row in [*self.rows, *self.off])

    @property
    def whole(self) -> Estimate:
        """Time of every required topic."""
        return add_up(row.topic.duration for row in self.rows if row.standing.is_required)

    @property
    def left(self) -> Estimate:
        """Time of what is left."""
        left = set(self.meter.left)
        return add_up(row.topic.duration for row in self.rows if row.topic.key in left)

    def node_row(self, node: Node) -> NodeRow:
        return next(row for row in self.nodes if row.node.id == node.id)

    def row_of(self, topic: Topic) -> TopicRow | None:
        """The topic's row, also when it has left the trail; None when it left and has no mark."""
        return next((row for row in [*self.rows, *self.off] if row.topic.id == topic.id), None)

    def neighbours(self, topic: Topic) -> tuple[TopicRow | None, TopicRow | None]:
        """The rows before and after, across nodes."""
        rows = self.rows
        place = next((index for index, row in enumerate(rows) if row.topic.pk == topic.pk), None)
        if place is None:
            return None, None
        return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None

    def resolve_prerequisites(self, topic: Topic) -> list[tuple[str, TopicRow | None]]:
        """Each prerequisite as written, with the topic of this roadmap that its slug names, if one does."""
        by_key = {row.topic.key: row for row in self.rows}
        return [(text, by_key.get(slug(text))) for text in topic.prerequisites]


def tie_together(roadmap: Roadmap, nodes: Sequence[Node], topics: Sequence[Topic]) -> None:
    """Hand each of them what it belongs to, so that nothing looks it up."""
    by_id = {node.pk: node for node in nodes}
    for node in nodes:
        node.roadmap = roadmap
    for topic in topics:
        topic.node, topic.roadmap = by_id[topic.node_id], roadmap


def build_trail(
    *,
    roadmap: Roadmap,
    nodes: Sequence[Node],
    topics: Sequence[Topic],
    marks: Mapping[int, AnyMark],
    stars: Stars = NO_STARS,
    finishes: Mapping[int | None, Finish] | None = None,
    aside: Aside = NOTHING_SAID,
) -> Trail:
    """Join content and marks. `nodes` and `topics` come in order, tied together, retired ones too.

    `marks` is keyed by topic id, and holds those of the same topics elsewhere too, which `stars` tells.
    """
    by_node: dict[int, list[Topic]] = {node.id: [] for node in nodes}
    for topic in topics:
        by_node[topic.node_id].append(topic)
    present: list[NodeRow] = []
    off: list[TopicRow] = []
    for node in nodes:
        rows: list[TopicRow] = []
        for topic in by_node[node.id]:
            mark = stars.furthest(topic.id, marks)
            if not (topic.retired or node.retired):
                rows.append(join_row(topic, node, mark, stars, number=len(rows) + 1))
            elif mark:
                off.append(join_row(topic, node, mark, stars, number=0))
        if not node.retired:
            present.append(NodeRow(node, len(present) + 1, rows))
    return Trail(roadmap, present, off, stars, finishes or {}, aside)


def join_row(topic: Topic, node: Node, mark: AnyMark | None, stars: Stars, *, number: int) -> TopicRow:
    """One topic with the mark that stands for it."""
    retired = topic.retired or node.retired
    if mark is None:
        return TopicRow(topic, node, Standing(topic.key, topic.optional, retired), None, number)
    standing = Standing(topic.key, topic.optional, retired, mark.status, mark.reason)
    if mark.topic_id != topic.id:
        return TopicRow(topic, node, standing, mark, number, stars.member(mark.topic_id))
    return TopicRow(topic, node, standing, mark, number, is_outdated=not retired and mark.is_outdated(topic))


def find_next(nodes: Sequence[NodeRow]) -> TopicRow | None:
    """The first required, unfinished topic in a node whose dependencies are settled; else the first unfinished one.

    What was put off for later waits until nothing else is left.
    """
    unsettled = {node.node.key for node in nodes if not node.meter.is_settled}
    left = [row for node in nodes for row in list_left(node)]
    ahead = [row for row in left if row.reason != "later"] or left
    open_now = (row for row in ahead if unsettled.isdisjoint(row.node.depends_on))
    return next(open_now, ahead[0] if ahead else None)


def list_left(node: NodeRow) -> list[TopicRow]:
    """The rows that its meter counts as left."""
    left = set(node.meter.left)
    return [row for row in node.rows if row.topic.key in left]
