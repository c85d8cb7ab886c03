"""Every note of one learner, shaped for a page. Only ever read for its owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Window

from accounts.models import User
from progress.models import Mark, Note
from roadmaps.documents.folding import split_query, to_needle
from roadmaps.models import Roadmap

TRAIL_ORDER = ("topic__node__position", "topic__node_id", "topic__position", "topic_id")

SHOWN = (
    "key", "name", "retired", "node__key", "node__title", "node__retired",
    "roadmap__key", "roadmap__title", "roadmap__status", "roadmap__language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note with where its topic is read, "" where this learner may not, and whether it left the trail."""

    note: Note
    address: str
    has_left: bool


def list_notes(user: User, query: str = "") -> QuerySet[Note]:
    """Notes that hold every word of the query, the roadmap written on last first, in it the newest first. One query."""
    last = Window(Max("updated_at"), partition_by=F("topic__roadmap"))
    notes = having_words(notes_of(user), query) if query else notes_of(user)
    return notes.annotate(last=last).order_by("-last", "topic__roadmap", "-updated_at", "-id")


def list_notes_on(user: User, roadmap: Roadmap) -> list[NoteRow]:
    """Notes on one roadmap in the order of its trail, those on what left it at the end. One query."""
    rows = to_rows(notes_of(user).filter(topic__roadmap=roadmap).order_by(*TRAIL_ORDER))
    return sorted(rows, key=lambda row: row.has_left)


def write_notes(user: User, title: str) -> str:
    """All notes as one Markdown text, by roadmap and in the order of each trail. One query."""
    parts = [f"# {title}"]
    notes = notes_of(user).order_by("topic__roadmap__title", "topic__roadmap", *TRAIL_ORDER)
    for roadmap, rows in group_rows(to_rows(notes)):
        parts.append(f"## {roadmap.title}")
        parts += [f"### {row.note.topic.name}\n\n{row.note.text.strip()}" for row in rows]
    return "\n\n".join(parts) + "\n"


def group_rows(rows: Iterable[NoteRow]) -> list[tuple[Roadmap, list[NoteRow]]]:
    """Rows that follow each other on one roadmap, together."""
    groups = groupby(rows, key=lambda row: row.note.topic.roadmap)
    return [(roadmap, list(found)) for roadmap, found in groups]


def notes_of(user: User) -> QuerySet[Note]:
    """A learner's notes with their topics, and whether they have marks on the topic and on its roadmap."""
    marks = Mark.objects.of(user)
    return (
        Note.objects.filter(user=user)
        .select_related("topic__node", "topic__roadmap")
        .only("text", "updated_at", *[f"topic__{field}" for field in SHOWN])
        .annotate(
            on_topic=Exists(marks.filter(topic=OuterRef("topic"))),
            on_roadmap=Exists(marks.filter(topic__roadmap=OuterRef("topic__roadmap"))),
        )
    )


def having_words(notes: QuerySet[Note], query: str) -> QuerySet[Note]:
    """Notes in which every word of the query begins a word; none where the query has no word."""
    words = split_query(query)
    for word in words:
        notes = notes.filter(Q(folded__contains=to_needle(word)) | Q(folded__startswith=word))
    return notes if words else notes.none()


def to_rows(notes: Iterable[Note]) -> list[NoteRow]:
    return [to_row(note) for note in notes]


def to_row(note: Note) -> NoteRow:
    topic, roadmap = note.topic, note.topic.roadmap
    topic.node.roadmap = roadmap
    has_left = topic.retired or topic.node.retired
    archived = roadmap.status == Roadmap.Status.ARCHIVED and note.on_roadmap  # type: ignore[attr-defined]  # annotated
    may_read = roadmap.status == Roadmap.Status.PUBLISHED or archived
    is_there = not has_left or note.on_topic  # type: ignore[attr-defined]  # annotated
    return NoteRow(note, topic.get_absolute_url() if may_read and is_there else "", has_left)
