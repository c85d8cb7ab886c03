"""What home shows as kept at hand. No queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from progress.models import Bookmark
from progress.trail import TopicRow, Trail
from roadmaps.models import Roadmap


@dataclass(frozen=True, slots=True)
class Kept:
    """Trails of roadmaps that are not begun yet, and topics with their place and status; newest first."""

    trails: tuple[Trail, ...] = ()
    rows: tuple[TopicRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.trails or self.rows)


def choose_kept(bookmarks: Collection[Bookmark], trails: Mapping[int, Trail]) -> Kept:
    """Those bookmarks that can be opened. `trails` has the trail of each one's roadmap, by its id.

    What was begun stands under "On the way" instead. An archived roadmap, and a topic that left its trail, are there
    only for whoever has a mark on it.
    """
    seen = [(bookmark, trails[bookmark.roadmap_id]) for bookmark in bookmarks]
    open_ones = [(bookmark, trail) for bookmark, trail in seen if is_open(trail)]
    rows = [
        next((row for row in [*trail.rows, *trail.off] if row.topic.pk == bookmark.topic_id), None)
        for bookmark, trail in open_ones
        if bookmark.topic_id
    ]
    ahead = [trail for bookmark, trail in open_ones if not bookmark.topic_id and not trail.is_started]
    return Kept(tuple(ahead), tuple(row for row in rows if row))


def is_open(trail: Trail) -> bool:
    return trail.roadmap.status == Roadmap.Status.PUBLISHED or trail.is_started
