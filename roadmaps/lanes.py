"""The same lines in one column, for a phone: boxes below each other, lines in lanes beside them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from roadmaps.graph import Graph

MOST = 6  # lanes that a phone has room for; what finds none is told in words only


@dataclass(frozen=True, slots=True)
class Piece:
    """What a lane shows beside one box: whether it comes from above, goes on below, and turns to the box."""

    lane: int
    source: str
    above: bool
    below: bool
    turns: bool


def lay_lanes(graph: Graph) -> dict[str, list[Piece]]:
    """For each stage, in the order given, the pieces beside its box. All lines of one stage share a lane.

    Short ones come first, so that they lie close to the boxes and are not the ones left out.
    """
    keys = list(graph)
    at = {key: number for number, key in enumerate(keys)}
    stops = {source: sorted({at[source], *(at[key] for key in keys if source in graph[key])}) for source in keys}
    taken: list[set[int]] = [set() for _ in range(MOST)]
    pieces: dict[str, list[Piece]] = {key: [] for key in keys}
    for source in sorted(keys, key=lambda key: stops[key][-1] - stops[key][0]):
        first, last = stops[source][0], stops[source][-1]
        # A lane is free where at most the ends of two lines meet at different boxes: never beside the same box.
        rows = set(range(first, last + 1))
        lane = next((number for number, used in enumerate(taken) if not used & rows), None)
        if first == last or lane is None:
            continue
        taken[lane] |= rows
        for row in sorted(rows):
            pieces[keys[row]].append(Piece(lane, source, row > first, row < last, row in stops[source]))
    return pieces
