"""Which stage builds on which, cleaned so that it can be drawn. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

Graph = dict[str, list[str]]  # each key, in the order of the file, with those it builds on


def build_graph(depends_on: Mapping[str, Sequence[str]]) -> Graph:
    """Dependencies among the keys given; a stage off the trail, or itself, is none.

    Where no stage says what it builds on, each follows the one before: that is the order its author meant. Where some
    do, a stage that says nothing can be begun at once. A circle cannot be imported; should there be one, only
    dependencies on earlier stages hold, which never makes a circle.
    """
    graph = {key: [other for other in dict.fromkeys(others) if other in depends_on and other != key]
             for key, others in depends_on.items()}  # fmt: skip
    keys = list(graph)
    if not any(graph.values()):
        return {key: keys[at - 1 : at] if at else [] for at, key in enumerate(keys)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return {key: [other for other in graph[key] if other in keys[:at]] for at, key in enumerate(keys)}
    return graph


def drop_implied(graph: Graph) -> Graph:
    """The same graph without what follows anyway: where C builds on B and B on A, no line from A to C is needed."""
    above: dict[str, set[str]] = {}
    for key in TopologicalSorter(graph).static_order():
        above[key] = set(graph[key]).union(*(above[other] for other in graph[key]))
    return {key: [one for one in others if not any(one in above[other] for other in others)]
            for key, others in graph.items()}  # fmt: skip
