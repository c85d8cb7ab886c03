"""Circles in what depends on what."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def find_cycles(graph: Mapping[str, Sequence[str]], *, limit: int = 10) -> list[list[str]]:
    """Circles as lists that begin and end with the same key: one after another is found and broken, up to `limit`.

    `graph` maps each key to those it depends on. Each circle begins with the key that stands first in the graph.
    """
    left = {key: list(targets) for key, targets in graph.items()}
    order = {key: at for at, key in enumerate(graph)}
    cycles: list[list[str]] = []
    while len(cycles) < limit:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            cycle = _rotate(list(reversed(error.args[1][1:])), order)
            cycles.append(cycle)
            left[cycle[0]] = [target for target in left[cycle[0]] if target != cycle[1]]
        else:
            break
    return cycles


def _rotate(ring: list[str], order: Mapping[str, int]) -> list[str]:
    """The ring, told from its first key on and closed."""
    start = min(range(len(ring)), key=lambda at: order[ring[at]])
    return [*ring[start:], *ring[:start], ring[start]]
