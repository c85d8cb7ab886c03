"""How much a person has marked."""

from __future__ import annotations

from accounts.models import User
from progress.models import Mark
from progress.queries.people import Guest
from progress.queries.readings import read_trail
from roadmaps.models import Node, Roadmap, Topic


def count_marked(person: User | Guest, place: Roadmap | Node | Topic | None) -> int:
    """Topics of a place that are anything but to do, off the trail too; of everything with None.

    The queries of `read_trail`; for everything one, none for a guest.
    """
    if place is None:
        return count_all(person)
    roadmap = place if isinstance(place, Roadmap) else place.roadmap
    trail = read_trail(person, roadmap)
    rows = [row for row in [*trail.rows, *trail.off] if row.status != "todo"]
    if isinstance(place, Node):
        return sum(row.node.pk == place.pk for row in rows)
    if isinstance(place, Topic):
        return sum(row.topic.pk == place.pk for row in rows)
    return len(rows)


def count_all(person: User | Guest) -> int:
    if isinstance(person, User):
        return Mark.objects.of(person).exclude(status="todo").count()
    return sum(state.status != "todo" for state in person.visit.marks.values())
