"""The parts of a roadmap's pages that are kept (progress/outline.py): what each is given, and what of that it shows.

What a part shows is numbers and states, never who has them, so that all for whom they are the same share one text.
Whoever adds something to a template of KINDS adds it here: a test draws each anew, and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.template import Context
from django.utils.timezone import localdate

from progress.filters import Filter
from progress.moments import Moment
from progress.outline import BATCH, Part
from progress.trail import NodeRow, TopicRow, Trail
from roadmaps.models import Roadmap


def make_part(template: str, values: Mapping[str, Any] | Context) -> Part:
    """A part of one of KINDS, from a page's context or a dictionary with what it needs."""
    kind = KINDS[template]
    given = {name: values.get(name) for name in kind.needs}
    is_oob = bool(values.get("oob"))
    return Part(template, (is_oob, kind.shows(**given)), {**given, "oob": is_oob}, kind.inner(**given))


def list_page(context: Mapping[str, Any]) -> list[Part]:
    """The parts of roadmaps/roadmap.html, in its order."""
    return [
        *(make_part(f"roadmaps/_{name}.html", context) for name in ("summary", "chips", "rail")),
        *(make_part("roadmaps/_node.html", {**context, "node": node, "rows": rows}) for node, rows in context["shown"]),
        *list_rows(context["trail"].gone),
    ]


def list_marked(context: Mapping[str, Any]) -> list[Part]:
    """The parts of progress/_marked.html, in its order: all that a mark moves on screen."""
    trail, row, node = context["trail"], context.get("row"), context.get("node")
    moved = {**context, "oob": True, "batch": BATCH if context["batch"] else None}
    of_row = ("roadmaps/_row.html", "progress/_control.html", "progress/_evidence.html", "roadmaps/_sibling.html")
    rows = [other for other in context.get("rows", ()) if other is not trail.here]
    if trail.here and trail.here is not row:
        rows.append(trail.here)
    return [
        *(make_part(template, moved) for template in of_row if row),
        *(make_part("roadmaps/_row.html", {**moved, "row": other}) for other in rows),
        *(make_part(f"roadmaps/_node_{name}.html", moved) for name in ("onward", "head") if node),
        *(make_part(f"roadmaps/_{name}.html", moved) for name in ("summary", "chips", "rail", "next_up")),
        make_part("progress/_told.html", moved),
    ]


def list_rows(rows: Sequence[TopicRow]) -> list[Part]:
    """As `make_part`, written out for what there is most of."""
    return [Part("roadmaps/_row.html", (False, describe_row(row)), {"row": row, "oob": False}) for row in rows]


def describe_row(row: TopicRow) -> Hashable:
    lender = row.lender.roadmap_title if row.lender else None
    return (row.topic.id, row.state, row.is_to_revise, row.is_outdated, lender, row.is_here, row.is_hidden)


def describe_control(row: TopicRow, shortcuts: bool) -> Hashable:
    days = (to_day(row.mark.started_at), to_day(row.mark.finished_at)) if row.mark else None
    return (describe_row(row), days, bool(shortcuts))


def describe_evidence(row: TopicRow) -> Hashable:
    is_done = row.status == "done"
    return (row.topic.pk, is_done, row.mark.evidence if is_done and row.mark else "")


def describe_summary(trail: Trail, next_roadmaps: Sequence[Roadmap] | None) -> Hashable:
    meter = trail.meter
    numbers = (meter.required, meter.done, meter.learning, len(meter.left), meter.optional, meter.optional_done)
    lists = (len(trail.outdated), len(trail.to_revise), len(trail.added))
    time = (trail.is_started, trail.left if trail.is_started else trail.whole)
    here = trail.here.topic.pk if trail.here else None
    days = (to_day(trail.finish.at if trail.finish else None), to_day(trail.finished_at))
    return (numbers, lists, time, here, days, describe_roadmaps(next_roadmaps))


def describe_rail(trail: Trail) -> Hashable:
    return tuple((node.node.pk, node.is_here, node.state, node.meter.done, node.meter.required) for node in trail.nodes)


def describe_head(node: NodeRow, alone: bool | None) -> Hashable:
    meter = node.meter
    return (node.node.pk, node.number, node.state, meter.done, meter.required, len(meter.left), bool(alone))


def describe_node(node: NodeRow, rows: Sequence[TopicRow], chosen: Filter) -> Hashable:
    return (describe_head(node, alone=False), node.is_hidden, chosen.is_on or bool(chosen.search), len(rows))


def describe_onward(node: NodeRow, trail: Trail) -> Hashable:
    onward = node.onward or trail.here
    return (node.node.pk, onward.topic.pk if onward else None, trail.is_started)


def describe_next_up(trail: Trail, row: TopicRow | None) -> Hashable:
    if trail.here is None:
        return None
    return (trail.here.topic.pk, row is not None and row.topic == trail.here.topic)


def describe_told(
    said: str,
    batch: str | None,
    moment: Moment | None,
    trail: Trail,
    row: TopicRow | None,
    shortcuts: bool,
    next_roadmaps: Sequence[Roadmap] | None,
) -> Hashable:
    meter = trail.meter
    numbers = (meter.required, meter.done, len(meter.left), bool(shortcuts))
    return (said, batch, numbers, describe_moment(moment, trail, row, next_roadmaps) if moment else None)


def describe_moment(
    moment: Moment, trail: Trail, row: TopicRow | None, next_roadmaps: Sequence[Roadmap] | None
) -> Hashable:
    ends = (moment.is_end, tuple(node.node.pk for node in moment.nodes), tuple(moment.takeaways))
    opens = (len(moment.opens), row.topic.pk if row else None, tuple(node.node.pk for node in moment.stages))
    return (ends, opens, trail.here.topic.pk if trail.here else None, describe_roadmaps(next_roadmaps))


def describe_roadmaps(roadmaps: Sequence[Roadmap] | None) -> Hashable:
    """Other roadmaps as links to them."""
    return tuple((other.key, other.title, other.language) for other in roadmaps or ())


def to_day(moment: datetime | None) -> date | None:
    """The day as a page names it: that of the learner's zone."""
    return localdate(moment) if moment else None


class Kind(NamedTuple):
    """What a template needs, by name, what it shows of that, and the parts that stand in it."""

    needs: tuple[str, ...]
    shows: Callable[..., Hashable]
    inner: Callable[..., Sequence[Part]] = lambda **_given: ()


KINDS = {
    "roadmaps/_row.html": Kind(("row",), describe_row),
    "roadmaps/_summary.html": Kind(("trail", "next_roadmaps"), describe_summary),
    "roadmaps/_chips.html": Kind(("chips",), lambda chips: chips),
    "roadmaps/_rail.html": Kind(("trail",), describe_rail),
    "roadmaps/_node.html": Kind(("node", "rows", "chosen"), describe_node, lambda rows, **_given: list_rows(rows)),
    "roadmaps/_node_head.html": Kind(("node", "alone"), describe_head),
    "roadmaps/_node_onward.html": Kind(("node", "trail"), describe_onward),
    "roadmaps/_next_up.html": Kind(("trail", "row"), describe_next_up),
    "roadmaps/_sibling.html": Kind(
        ("row", "opened"), lambda row, opened: (row.topic.pk, row.status, row.topic == opened)
    ),
    "progress/_control.html": Kind(("row", "shortcuts"), describe_control),
    "progress/_evidence.html": Kind(("row",), describe_evidence),
    "progress/_told.html": Kind(
        ("said", "batch", "moment", "trail", "row", "shortcuts", "next_roadmaps"), describe_told
    ),
}
