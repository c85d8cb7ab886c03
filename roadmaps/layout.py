"""Where the boxes and lines of a map lie: layers from top to bottom, with few crossings. Pure.

After Sugiyama: each stage stands below all it builds on, lines longer than a layer get a bend in each layer they pass,
and sweeps put everything near the middle of its neighbours. Lines that leave the same stage share their bends.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from unicodedata import east_asian_width

from roadmaps.graph import Graph

WIDEST = 4  # boxes in a layer
WIDTHS = {1: 40.0, 2: 30.0, 3: 27.0, 4: 21.5}  # of a box, in percent of the map, by the most boxes in a layer
GAP = 3.5  # rem between two layers
TALLEST = 5  # lines of a title
SWEEPS = 10

Point = tuple[str, int]  # a stage in its own layer, or the bend of its lines in a later one
Link = tuple[Point, Point]  # from one layer to the next


@dataclass(frozen=True, slots=True)
class Box:
    """A stage on the map: `left` and `width` in percent of its width, `top` and `height` in rem."""

    layer: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of the lines that leave `source`: a curve between layers, or straight down past one."""

    source: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """`height` in rem; lines in no order that matters."""

    boxes: dict[str, Box]
    lines: list[Line]
    height: float


def lay_out(titles: Mapping[str, str], graph: Graph) -> Layout:
    """Place the stages of an acyclic graph; `titles` are asked how much room they need."""
    home = assign_layers(graph)
    links = make_links(graph, home)
    layers = order_layers(make_layers(graph, home, links), links)
    width = WIDTHS[max((sum(is_box(point, home) for point in layer) for layer in layers), default=1)]
    centres: dict[Point, float] = {}
    boxes: dict[str, Box] = {}
    top = 0.0
    for layer in layers:
        centres |= place_points(layer, home, width)
        keys = [point[0] for point in layer if is_box(point, home)]
        height = measure_height((titles[key] for key in keys), width)
        for key in keys:
            boxes[key] = Box(home[key], centres[key, home[key]] - width / 2, top, width, height)
        top += height + GAP
    whole = max((box.top + box.height for box in boxes.values()), default=0.0)
    return Layout(boxes, draw_lines(links, centres, boxes), whole)


def assign_layers(graph: Graph) -> dict[str, int]:
    """The first layer below everything a stage builds on that has room. Layers have one box at least."""
    order = {key: at for at, key in enumerate(graph)}
    home: dict[str, int] = {}
    counts: list[int] = []
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    while sorter.is_active():
        for key in sorted(sorter.get_ready(), key=order.__getitem__):
            layer = max((home[other] + 1 for other in graph[key]), default=0)
            while layer < len(counts) and counts[layer] == WIDEST:
                layer += 1
            counts += [0] * (layer + 1 - len(counts))
            counts[layer] += 1
            home[key] = layer
            sorter.done(key)
    return home


def make_links(graph: Graph, home: Mapping[str, int]) -> list[Link]:
    links: dict[Link, None] = {}
    for key, others in graph.items():
        for other in others:
            way = [(other, layer) for layer in range(home[other], home[key])]
            links |= dict.fromkeys(zip(way, [*way[1:], (key, home[key])], strict=True))
    return list(links)


def make_layers(graph: Graph, home: Mapping[str, int], links: Iterable[Link]) -> list[list[Point]]:
    """Boxes and bends by layer, in the order of the file."""
    points = {*home.items(), *(point for link in links for point in link)}
    layers: list[list[Point]] = [[] for _ in range(max(home.values(), default=-1) + 1)]
    order = {key: at for at, key in enumerate(graph)}
    for point in sorted(points, key=lambda point: order[point[0]]):
        layers[point[1]].append(point)
    return layers


def order_layers(layers: list[list[Point]], links: list[Link]) -> list[list[Point]]:
    """The order with the fewest crossings that sweeps down and up come upon; never more than in the given order."""
    neighbours: tuple[dict[Point, list[Point]], dict[Point, list[Point]]] = ({}, {})
    for start, end in links:
        neighbours[0].setdefault(end, []).append(start)
        neighbours[1].setdefault(start, []).append(end)
    best, fewest = layers, count_crossings(layers, links)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        layers = sweep_once(layers, neighbours[sweep % 2], upwards=bool(sweep % 2))
        crossings = count_crossings(layers, links)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def sweep_once(
    layers: list[list[Point]], neighbours: Mapping[Point, list[Point]], *, upwards: bool
) -> list[list[Point]]:
    """Sort each layer by the middle of its neighbours in the layer before; what has none stays where it is."""
    done: list[list[Point]] = []
    at: dict[Point, float] = {}
    for layer in reversed(layers) if upwards else layers:
        middle = {
            point: sum(at[other] for other in neighbours[point]) / len(neighbours[point])
            if point in neighbours
            else (place + 0.5) / len(layer)
            for place, point in enumerate(layer)
        }
        done.append(sorted(layer, key=middle.__getitem__))
        at |= {point: (place + 0.5) / len(layer) for place, point in enumerate(done[-1])}
    return done[::-1] if upwards else done


def count_crossings(layers: Iterable[Iterable[Point]], links: Iterable[Link]) -> int:
    """How often links between neighbouring layers cross."""
    at = {point: place for layer in layers for place, point in enumerate(layer)}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for start, end in links:
        by_layer.setdefault(start[1], []).append((at[start], at[end]))
    crossings = 0
    for pairs in by_layer.values():
        ends: list[int] = []
        for _, place in sorted(pairs):
            crossings += len(ends) - bisect_right(ends, place)
            insort(ends, place)
    return crossings


def is_box(point: Point, home: Mapping[str, int]) -> bool:
    return home[point[0]] == point[1]


def place_points(layer: list[Point], home: Mapping[str, int], width: float) -> dict[Point, float]:
    """The middle of each box and bend of a layer, in percent: boxes evenly, bends in the gaps between them."""
    boxes = [point for point in layer if is_box(point, home)]
    centres = {point: 100 * (at + 0.5) / len(boxes) for at, point in enumerate(boxes)}
    gaps: list[list[Point]] = [[]]
    for point in layer:
        if point in centres:
            gaps.append([])
        else:
            gaps[-1].append(point)
    for gap, bends in enumerate(gaps):
        left = centres[boxes[gap - 1]] + width / 2 if gap else None
        right = centres[boxes[gap]] - width / 2 if gap < len(boxes) else None
        centres |= dict(zip(bends, spread(len(bends), left, right), strict=True))
    return centres


def spread(count: int, left: float | None, right: float | None) -> list[float]:
    """Places for `count` lines in a gap: in its middle, or close to the box where it has one on one side only."""
    begin, end = left or 0.0, 100.0 if right is None else right
    step = min(3.0, (end - begin) / (count + 1))
    if left is None:
        first = end - step * count
    elif right is None:
        first = begin + step
    else:
        first = (begin + end - step * (count - 1)) / 2
    return [first + step * number for number in range(count)]


def draw_lines(links: Iterable[Link], centres: Mapping[Point, float], boxes: Mapping[str, Box]) -> list[Line]:
    edges = {box.layer: (box.top, box.top + box.height) for box in boxes.values()}
    lines = [
        Line(start[0], (centres[start], edges[start[1]][1]), (centres[end], edges[end[1]][0])) for start, end in links
    ]
    bends = dict.fromkeys(point for link in links for point in link if boxes[point[0]].layer != point[1])
    for point in bends:
        top, bottom = edges[point[1]]
        lines.append(Line(point[0], (centres[point], top), (centres[point], bottom)))
    return lines


def measure_height(titles: Iterable[str], width: float) -> float:
    """Rem that the tallest of these boxes needs where the map is narrowest (864 px) and letters are wide (11.5 px):
    title, one or two lines of facts, meter."""
    letters = int((7.95 * width - 27) / 11.5)
    lines = max(count_lines(title, letters) for title in titles)
    return 2.6 + 1.3 * min(lines, TALLEST) + (1.3 if width >= 27 else 2.6)


def count_lines(text: str, letters: int) -> int:
    """Lines that a text takes at `letters` a line; letters of East Asia are twice as wide."""
    lines, used = 1, 0
    for word in text.split():
        length = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in word)
        if used and used + 1 + length > letters:
            lines, used = lines + 1, 0
        broken = max(0, length - 1) // letters if length > letters else 0  # a word too long for one line
        lines += broken
        used += length - broken * letters + bool(used)
    return lines
