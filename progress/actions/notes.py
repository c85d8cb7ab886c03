"""Notes: saved over the version they were made from, never over another."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from progress.models import Note
from roadmaps.documents.folding import fold
from roadmaps.documents.text import normalise_line_ends
from roadmaps.models import Topic

FIRST_VERSIONS = 2**30


class StaleNoteError(ValueError):
    """The note changed since. `theirs` is how it stands now, None when it was emptied."""

    def __init__(self, theirs: Note | None) -> None:
        super().__init__()
        self.theirs = theirs


class LongNoteError(ValueError):
    """There are more than Note.LONGEST characters; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


def save_note(*, user: User, topic: Topic, text: str, version: int) -> Note | None:
    """Keep what a learner wrote; an empty text lets the note go, and None is returned.

    `version` is that of the note it was made from, 0 where there was none. Raises StaleNoteError, and LongNoteError.
    """
    text = clean_text(text)
    note = _find(user, topic)
    if (note.text if note else "") == text:
        return note  # as it stands: an answer that got lost on its way, or a second press
    if (note.version if note else 0) != version:
        raise StaleNoteError(note)
    if note is None:
        return _create(user, topic, text)
    if text:
        return _update(note, text)
    _delete(note)
    return None


def clean_text(text: str) -> str:
    """Line ends as line feeds; without what no database keeps. A text of spaces alone is empty."""
    text = normalise_line_ends(text).replace("\0", "")
    if len(text) > Note.LONGEST:
        raise LongNoteError(len(text))
    return text if text.strip() else ""


def _create(user: User, topic: Topic, text: str) -> Note:
    """A first version is drawn by lot: a note made anew is never taken for the one that was emptied."""
    version = 1 + secrets.randbelow(FIRST_VERSIONS)
    try:
        with transaction.atomic():
            return Note.objects.create(user=user, topic=topic, text=text, folded=fold(text), version=version)
    except IntegrityError as error:  # another tab was first, between our read and our write
        raise StaleNoteError(_find(user, topic)) from error


def _update(note: Note, text: str) -> Note:
    """One statement that fits this version only: of two tabs at once, one is told."""
    now = {"text": text, "folded": fold(text), "version": note.version + 1, "updated_at": timezone.now()}
    if not Note.objects.filter(pk=note.pk, version=note.version).update(**now):
        raise StaleNoteError(_find(note.user, note.topic))
    for name, value in now.items():
        setattr(note, name, value)
    return note


def _delete(note: Note) -> None:
    gone, _rows = Note.objects.filter(pk=note.pk, version=note.version).delete()
    if not gone:
        raise StaleNoteError(_find(note.user, note.topic))


def _find(user: User, topic: Topic) -> Note | None:
    note = Note.objects.filter(user=user, topic=topic).first()
    if note is not None:
        note.user, note.topic = user, topic  # so that nothing looks them up
    return note
