"""What editors do to the rows of a roadmap, one edit at a time. Keys are never changed, as in the admin."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.test import Client

from roadmaps.models import FormerKey, Link, Node, Roadmap, Topic
from roadmaps.revisions import raise_revision
from roadmaps.sync.values import LINK_SCALARS, SCALARS, Thing, to_column
from tests.roadmaps.admin.pages import change_page, list_page, send_form
from tests.roadmaps.sync.file_edits import NODES, PAGES, TOPICS
from tests.roadmaps.sync.samples import three_values

Edit = Callable[[Random, Roadmap], None]


def edit_site(dice: Random, roadmap: Roadmap) -> str:
    """One edit of any kind in a transaction of its own; returns its name."""
    edit = dice.choice(EDITS)
    with transaction.atomic():
        raise_revision(roadmap.pk)
        edit(dice, roadmap)
    return edit.__name__


def edit_in_admin(dice: Random, client: Client) -> None:
    """An edit through the admin's own pages: a form that is saved, or an action on the list."""
    row = dice.choice([*Topic.objects.order_by("pk"), *Node.objects.order_by("pk")])
    if dice.random() < 0.5:
        answer = send_form(client, change_page(row), {"description": dice.choice(["", "Mine.", "one\nline"])})
    else:
        action = "restore" if row.retired else "retire"
        answer = client.post(list_page(type(row)), {"action": action, "_selected_action": [row.pk]})
    assert answer.status_code == 302, answer.content


def set_field(dice: Random, roadmap: Roadmap) -> None:
    rows: list[tuple[Thing, Any]] = [(Thing.ROADMAP, roadmap)]
    rows += [(Thing.NODE, row) for row in roadmap.nodes.order_by("pk")]
    rows += [(Thing.TOPIC, row) for row in roadmap.topics.order_by("pk")] * 2
    thing, row = dice.choice(rows)
    field = dice.choice(SCALARS[thing])
    value = [] if field.name == "depends_on" else to_column(field, dice.choice(three_values(field)))
    type(row)._default_manager.filter(pk=row.pk).update(**{field.name: value})


def set_retired(dice: Random, roadmap: Roadmap) -> None:
    row = _pick(dice, roadmap)
    type(row)._default_manager.filter(pk=row.pk).update(retired=not row.retired)


def move_topic(dice: Random, roadmap: Roadmap) -> None:
    topics, nodes = list(roadmap.topics.order_by("pk")), list(roadmap.nodes.order_by("pk"))
    if topics:
        Topic.objects.filter(pk=dice.choice(topics).pk).update(node=dice.choice(nodes), position=dice.randrange(4))


def reorder(dice: Random, roadmap: Roadmap) -> None:
    row = _pick(dice, roadmap)
    type(row)._default_manager.filter(pk=row.pk).update(position=dice.randrange(4))


def add_topic(dice: Random, roadmap: Roadmap) -> None:
    key = dice.choice(TOPICS)
    formers = FormerKey.objects.filter(roadmap=roadmap, topic__isnull=False, key=key)
    if not roadmap.topics.filter(key=key).exists() and not formers.exists():
        place = dice.choice(list(roadmap.nodes.order_by("pk")))
        last = place.topics.aggregate(last=Max("position", default=-1))["last"]
        Topic.objects.create(roadmap=roadmap, node=place, key=key, name=f"Own {key}", position=last + 1)


def add_node(dice: Random, roadmap: Roadmap) -> None:
    key = dice.choice([*NODES, "own"])
    formers = FormerKey.objects.filter(roadmap=roadmap, node__isnull=False, key=key)
    if not roadmap.nodes.filter(key=key).exists() and not formers.exists():
        Node.objects.create(roadmap=roadmap, key=key, title=f"Own {key}", position=9)


def delete(dice: Random, roadmap: Roadmap) -> None:
    """What has no marks may go; the last node stays, for whatever needs a place."""
    topics, nodes = list(roadmap.topics.order_by("pk")), list(roadmap.nodes.order_by("pk"))[1:]
    for row in dice.sample([*topics, *nodes], min(1, len(topics) + len(nodes))):
        try:
            row.delete()
        except ProtectedError:
            return


def edit_links(dice: Random, roadmap: Roadmap) -> None:
    topics = list(roadmap.topics.order_by("pk"))
    if topics:
        place: dict[str, Any] = {"topic": dice.choice(topics), "kind": dice.choice(Link.Kind.values)}
        url = f"https://example.org/{dice.choice(PAGES)}"
        values = {field.name: dice.choice(three_values(field)) for field in LINK_SCALARS}
        if dice.random() < 0.4:
            Link.objects.filter(**place, url=url).delete()
        else:
            Link.objects.update_or_create(**place, url=url, defaults={**values, "position": dice.randrange(4)})


def _pick(dice: Random, roadmap: Roadmap) -> Any:
    return dice.choice([*roadmap.nodes.order_by("pk"), *roadmap.topics.order_by("pk")])


EDITS: list[Edit] = [
    *([set_field] * 6), set_retired, set_retired, move_topic, reorder, add_topic, add_node, delete, edit_links,
    edit_links,
]  # fmt: skip
