"""Which roadmaps lie nearest to one that was walked to its end. No queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from roadmaps.models import Roadmap


def rank_kin(tags: Collection[str], candidates: Iterable[tuple[Roadmap, int]]) -> list[Roadmap]:
    """Those that share something, nearest first: by topics shared, then by tags shared, then by title.

    `candidates` are pairs (roadmap, how many topics it shares); `tags` are those of the roadmap that was walked.
    """
    kin = [(roadmap, shared, len({*tags} & {*roadmap.tags})) for roadmap, shared in candidates]
    near = [(-shared, -common, roadmap.title.casefold(), roadmap.pk, roadmap) for roadmap, shared, common in kin]
    return [
        roadmap for shared, common, _title, _pk, roadmap in sorted(near, key=lambda one: one[:4]) if shared or common
    ]
