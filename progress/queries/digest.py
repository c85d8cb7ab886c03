"""A roadmap's revision and all that one person has done on it, in one query: what a page is drawn from, and kept by."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Model

from accounts.models import User
from progress.aside import Aside
from progress.models import Bookmark, Finish, Mark, Walk
from progress.plain import AnyMark, PlainMark, read_time
from progress.queries.people import Guest, Person
from roadmaps.documents.keys import normalise_key
from roadmaps.models import Roadmap, Topic

# Written out, as composing it anew for each request would cost more than running it; one row, as each row costs too.
ROADMAP = """SELECT r.id, r.created_at, r.revision, r.status,
  EXISTS (SELECT 1 FROM {topic} t WHERE t.same_as <> '' AND t.same_as LIKE %s){mine}
  FROM {roadmap} r WHERE r.key = %s"""
# A mark as `PlainMark` takes it.
MINE = """,
  (SELECT CAST({list}({row}(m.id, m.topic_id, m.status, m.reason, m.started_at, m.finished_at, m.revise, m.evidence,
      m.updated_at)) AS TEXT)
    FROM {mark} m JOIN {topic} t ON t.id = m.topic_id WHERE m.user_id = %s AND t.roadmap_id = r.id),
  (SELECT CAST({list}({row}(f.id, f.node_id, CAST(f.topics AS TEXT), f.at)) AS TEXT)
    FROM {finish} f WHERE f.user_id = %s AND f.roadmap_id = r.id),
  (SELECT MIN(b.id) FROM {bookmark} b WHERE b.user_id = %s AND b.roadmap_id = r.id AND b.topic_id IS NULL),
  (SELECT CAST({list}({row}(w.why, w.updated_at)) AS TEXT)
    FROM {walk} w WHERE w.user_id = %s AND w.roadmap_id = r.id)"""
MODELS: dict[str, type[Model]] = {
    "roadmap": Roadmap, "topic": Topic, "mark": Mark, "finish": Finish, "bookmark": Bookmark, "walk": Walk,
}  # fmt: skip
TABLES = {name: model._meta.db_table for name, model in MODELS.items()}
JSON = {
    "postgresql": {"list": "json_agg", "row": "json_build_array"},
    "sqlite": {"list": "json_group_array", "row": "json_array"},
}


class Digest(NamedTuple):
    """What a page may be kept by.

    `facts` are what the database gave: with times and ids of rows, so that what was moved and put back is not the same
    again. For a page may be drawn from content read after the digest, which may have changed by then: it must never be
    found under a digest that returns. `content_key`, a part of them, names the content alone. `is_named`: a topic
    elsewhere says that it is the same as one here; a person's marks there count here too, and are not in it.
    """

    facts: tuple[Any, ...]

    @property
    def content_key(self) -> Hashable:
        """The roadmap's id, when it was made, for ids may come back, its revision and its status."""
        return self.facts[:4]

    @property
    def roadmap_id(self) -> int:
        return int(self.facts[0])

    @property
    def is_public(self) -> bool:
        """Whether everybody may see the roadmap."""
        return bool(self.facts[3] == Roadmap.Status.PUBLISHED)

    @property
    def is_named(self) -> bool:
        return bool(self.facts[4])

    def list_marks(self, person: Person) -> Mapping[int, AnyMark]:
        """By topic id. A guest's are in their session, on whatever roadmap."""
        if not isinstance(person, User):
            return person.marks if isinstance(person, Guest) else {}
        return {row[1]: PlainMark(*row) for row in json.loads(self.facts[5] or "[]")}

    def list_finishes(self, person: Person) -> dict[int | None, Finish]:
        """The ends reached, by node id, that of the roadmap under None; a guest has none."""
        if not isinstance(person, User):
            return {}
        rows = json.loads(self.facts[6] or "[]")
        return {
            node_id: Finish(
                pk=pk,
                user=person,
                roadmap_id=self.roadmap_id,
                node_id=node_id,
                topics=json.loads(topics),
                at=read_time(at),
            )
            for pk, node_id, topics, at in rows
        }

    def read_aside(self, person: Person) -> Aside:
        """Empty for a guest."""
        if not isinstance(person, User):
            return Aside()
        why = json.loads(self.facts[8] or "[]")
        return Aside(is_kept=self.facts[7] is not None, why=why[0][0] if why else "")


def read_digest(person: Person, key: str) -> Digest | None:
    """What there is of this roadmap's content and of this person on it. None without such a roadmap. One query."""
    key = normalise_key(key)
    connection = connections[router.db_for_read(Mark)]
    is_learner = isinstance(person, User)
    statement = write_statement(connection.vendor, is_learner=is_learner)
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"{key}/%", *([person.pk] * 4 if is_learner else []), key])
        found = cursor.fetchone()
    return found and Digest(found)


@cache
def write_statement(vendor: str, *, is_learner: bool) -> str:
    mine = MINE.format(**TABLES, **JSON[vendor]) if is_learner else ""
    return ROADMAP.format(**TABLES, mine=mine)
