"""Which roadmaps lie nearest to one that was walked to its end. No queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from progress.index import Entry


def rank_kin(tags: Collection[str], others: Iterable[Entry], shared: Mapping[int, int]) -> list[int]:
    """The ids of those that share something, nearest first: by topics shared, then by tags shared, then by title.

    `tags` are those of the roadmap that was walked; `shared` says how many topics each of the others has in common
    with it, by id.
    """
    kin = [(shared.get(other.pk, 0), len({*tags} & {*other.tags}), other) for other in others]
    near = sorted((-topics, -common, other.title.casefold(), other.pk) for topics, common, other in kin)
    return [pk for topics, common, _title, pk in near if topics or common]
