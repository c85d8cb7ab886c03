"""One text to one value, under the type and the limits of its field."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from roadmaps.documents.document import MAX_LINE, Field, Kind
from roadmaps.documents.durations import parse_duration
from roadmaps.documents.keys import MAX_KEY, is_key, normalise_key, slug
from roadmaps.documents.lines import line as _
from roadmaps.documents.links import LinkError, clean_link
from roadmaps.documents.problem import Note, quote_short, suggest_word
from roadmaps.documents.table import TEXT_LISTS, may_clear
from roadmaps.documents.text import find_forbidden, normalise_line_ends, normalise_text

YES = frozenset({"true", "yes", "on"})
NO = frozenset({"false", "no", "off"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FieldError(ValueError):
    """The text is no value of the field. `index` is the entry's place in a list, counted from 0."""

    def __init__(self, message: str, hint: str = "", *, code: str = "bad-value", index: int | None = None) -> None:
        super().__init__(message)
        self.note = Note(code, message, hint)
        self.message = message
        self.hint = hint
        self.index = index


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value under the field's type and limits, and what its author should know about it."""

    value: Any  # str, bool, or a tuple of str or of the records of RECORDS
    notes: tuple[Note, ...] = ()


def clean_scalar(field: Field, text: str, *, link_base: str = "") -> Cleaned:
    """The value of a field of one text, or of one entry of a list of texts. Empty clears. Raises FieldError."""
    if field.kind is Kind.URL:
        return _clean_url(field, text, link_base)
    _refuse_characters(field, normalise_line_ends(text))
    value = normalise_text(text)
    _refuse_characters(field, value)  # a mark may have become two
    if field.kind is not Kind.TEXT:
        value = value.strip()
    if not value.strip():
        if field.kind in TEXT_LISTS:
            raise FieldError(_("`%(key)s` has an empty entry", key=field.key), _("remove it"), code="empty")
        return Cleaned(_clear(field))
    _refuse_length(field, value)
    clean = _CLEANERS.get(field.kind)
    note = _judge(field, value)
    return Cleaned(clean(field, value) if clean else value, (note,) if note else ())


def _clear(field: Field) -> str:
    if not may_clear(field):
        hint = _("leave the line out") if not field.required else ""
        raise FieldError(_("`%(key)s` is empty", key=field.key), hint, code="empty")
    return ""


def _refuse_characters(field: Field, value: str) -> None:
    for character in find_forbidden(value):
        raise FieldError(
            _("`%(key)s` has %(name)s in it", key=field.key, name=character.name), _("remove it"), code="character"
        )
    if field.kind is not Kind.TEXT and ("\n" in value.strip() or "\t" in value.strip()):
        raise FieldError(_("`%(key)s` is one line, without line breaks or tabs", key=field.key), code="not-one-line")


def _refuse_length(field: Field, value: str) -> None:
    # the limit of a list is its number of entries
    limit = MAX_LINE if field.kind in TEXT_LISTS else field.limit
    if len(value) > limit:
        message = _(
            "`%(key)s` is %(count)s characters long, the limit is %(limit)s",
            key=field.key,
            count=len(value),
            limit=limit,
        )
        raise FieldError(message, code="too-long")


def _judge(field: Field, value: str) -> Note | None:
    """What is allowed and yet worth saying."""
    if field.name == "duration" and not is_duration(value):
        message = _(
            "the duration %(value)s is not understood; it is shown as written and counts as unknown",
            value=quote_short(value),
        )
        return Note("unknown-duration", message, _('write it like "45 minutes", "2-3 hours" or "2 weeks"'))
    return None


@lru_cache(maxsize=1_000)
def is_duration(text: str) -> bool:
    """Whether the text is understood as a duration. Authors write few different ones."""
    return parse_duration(text) is not None


def _clean_url(field: Field, text: str, link_base: str) -> Cleaned:
    if not text.strip():
        return Cleaned(_clear(field))
    try:
        link = clean_link(text, base=link_base)
    except LinkError as error:
        raise FieldError(
            _("`%(key)s`: %(message)s", key=field.key, message=error.message), error.hint, code=error.note.code
        ) from error
    return Cleaned(link.url, (link.note,) if link.note else ())


def _clean_boolean(field: Field, value: str) -> bool:
    word = value.lower()
    if word not in YES | NO:
        raise FieldError(
            _("`%(key)s` is true or false, not %(value)s", key=field.key, value=quote_short(value)), code="not-boolean"
        )
    return word in YES


def _clean_choice(field: Field, value: str) -> str:
    if value not in field.choices:
        message = _(
            "`%(key)s` is one of %(words)s, not %(value)s",
            key=field.key,
            words=", ".join(field.choices),
            value=quote_short(value),
        )
        raise FieldError(message, suggest_word(value, field.choices), code="not-a-choice")
    return value


def _clean_date(field: Field, value: str) -> str:
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    message = _("`%(key)s` is a date, not %(value)s", key=field.key, value=quote_short(value))
    raise FieldError(message, _("write it like 2026-05-01"), code="not-a-date")


def _clean_key(field: Field, value: str) -> str:
    key = normalise_key(value)
    if not is_key(key):
        likely = slug(value)
        hint = _("write '%(likely)s'", likely=likely) if likely else _("letters and digits, words joined by -")
        if len(key) > MAX_KEY:
            hint = _("at most %(limit)s characters", limit=MAX_KEY)
        raise FieldError(
            _("`%(key)s`: %(value)s is not a key", key=field.key, value=quote_short(value)), hint, code="not-a-key"
        )
    return key


def _clean_key_entry(field: Field, value: str) -> str:
    """Aliases may be written as the former name, and mean its key."""
    return slug(value) or _clean_key(field, value) if field.name == "aliases" else _clean_key(field, value)


def _clean_reference(field: Field, value: str) -> str:
    roadmap, topic = value.partition("/")[::2]
    keys = normalise_key(roadmap), normalise_key(topic)
    if not all(map(is_key, keys)):
        message = _("`%(key)s`: %(value)s names no topic", key=field.key, value=quote_short(value))
        raise FieldError(message, _("write other-roadmap/topic-id"), code="not-a-reference")
    return "/".join(keys)


_CLEANERS: dict[Kind, Callable[[Field, str], str | bool]] = {
    Kind.BOOLEAN: _clean_boolean,
    Kind.CHOICE: _clean_choice,
    Kind.DATE: _clean_date,
    Kind.KEY: _clean_key,
    Kind.KEYS: _clean_key_entry,
    Kind.REFERENCE: _clean_reference,
}
