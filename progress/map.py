"""A roadmap as a map: where each stage lies, joined with how far the learner is. No queries.

Places go to the template as text: no locale may put a comma into what SVG reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from progress.estimate import Estimate, add_up
from progress.trail import NodeRow, Trail
from roadmaps.graph import build_graph, drop_implied
from roadmaps.lanes import Piece, lay_lanes
from roadmaps.layout import Box, Line, lay_out

SEGMENTS = 10  # required topics that a box shows one by one; more are a bar


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box lies: `x`, `width` and `middle` in percent of the map, `y` and `height` in rem."""

    x: str
    y: str
    width: str
    height: str
    middle: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines as SVG paths: those that lead on from complete stages, and the others."""

    walked: str
    ahead: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One box with all it builds on. `arrow` is its head's class, "" where no line ends; `rail` is drawn on phones."""

    node: NodeRow
    builds_on: list[NodeRow]
    spot: Spot
    arrow: str
    rail: Drawing

    @property
    def left(self) -> Estimate:
        """Time of what is left here."""
        left = set(self.node.meter.left)
        return add_up(row.topic.duration for row in self.node.rows if row.topic.key in left)

    @property
    def segments(self) -> list[str]:
        """The status of each required topic; nothing where they are too many to show one by one."""
        required = [row.status for row in self.node.rows if row.standing.is_required]
        return required if len(required) <= SEGMENTS else []


@dataclass(frozen=True, slots=True)
class Map:
    """The stages in the order of the trail. `height` in rem; `lanes` lie beside the boxes on a phone."""

    stages: list[Stage]
    lines: Drawing
    height: str
    lanes: int


def draw_map(trail: Trail, *, mirrored: bool = False) -> Map:
    """The map of a trail; `mirrored` for scripts that run from right to left."""
    nodes = {node.node.key: node for node in trail.nodes}
    facts = build_graph({key: node.node.depends_on for key, node in nodes.items()})
    graph = drop_implied(facts)
    layout = lay_out({key: node.node.title for key, node in nodes.items()}, graph)
    walked = {key for key, node in nodes.items() if node.state == "complete"}
    beside = lay_lanes(graph)
    lanes = max((piece.lane + 1 for pieces in beside.values() for piece in pieces), default=0)
    stages = [
        Stage(
            node=node,
            builds_on=[nodes[other] for other in facts[key]],
            spot=write_spot(layout.boxes[key], mirrored=mirrored),
            arrow=("walked" if walked.issuperset(graph[key]) else "ahead") if graph[key] else "",
            rail=write_rail(beside[key], walked, lanes),
        )
        for key, node in nodes.items()
    ]
    return Map(stages, write_lines(layout.lines, walked, mirrored=mirrored), f"{layout.height:g}", lanes)


def write_spot(box: Box, *, mirrored: bool) -> Spot:
    x = 100 - box.left - box.width if mirrored else box.left
    return Spot(*(f"{number:.4g}" for number in (x, box.top, box.width, box.height, x + box.width / 2)))


def write_lines(lines: Iterable[Line], walked: Collection[str], *, mirrored: bool) -> Drawing:
    """Curves that leave and arrive straight down."""
    paths: Mapping[bool, list[str]] = {True: [], False: []}
    for line in lines:
        (x1, y1), (x2, y2) = line.start, line.end
        x1, x2 = (100 - x1, 100 - x2) if mirrored else (x1, x2)
        bend = (y1 + y2) / 2
        curve = f"C{x1:.4g} {bend:.4g} {x2:.4g} {bend:.4g} {x2:.4g} {y2:.4g}" if x1 != x2 else f"V{y2:.4g}"
        paths[line.source in walked].append(f"M{x1:.4g} {y1:.4g}{curve}")
    return Drawing("".join(paths[True]), "".join(paths[False]))


def write_rail(pieces: Iterable[Piece], walked: Collection[str], lanes: int) -> Drawing:
    """The lanes beside one box, 2 high and `lanes` wide; the box is at the right, its middle at 1."""
    paths: Mapping[bool, list[str]] = {True: [], False: []}
    for piece in pieces:
        x = lanes - piece.lane - 0.5
        turn = f"M{x:g} 1H{lanes}" if piece.turns else ""
        line = f"M{x:g} {-0.02 if piece.above else 1}V{2.02 if piece.below else 1}{turn}"  # no seam between boxes
        paths[piece.source in walked].append(line)
    return Drawing("".join(paths[True]), "".join(paths[False]))
