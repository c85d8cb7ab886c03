"""The one place where what people write becomes a value: for files, for admin forms, for whatever else takes content.

It knows the table of fields and nothing about where a text came from.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from roadmaps.documents.document import Field, Kind
from roadmaps.documents.lines import line as _
from roadmaps.documents.problem import Note
from roadmaps.documents.scalars import Cleaned as Cleaned
from roadmaps.documents.scalars import FieldError as FieldError
from roadmaps.documents.scalars import clean_scalar
from roadmaps.documents.table import RECORDS, TEXT_LISTS

Raw = str | Sequence[str] | Sequence[Mapping[str, "Raw"]]
"""What people write: a text, a list of texts, or a list of records, by the names of the file format."""


def clean_value(field: Field, raw: Raw, *, link_base: str = "") -> Cleaned:
    """The typed value of a field: a text, True or False, or a tuple. Empty clears, giving "" or ().

    A list of records may be given as mappings from the names of the file format to raw values.
    `link_base`: see clean_link. Raises FieldError.
    """
    if field.kind in TEXT_LISTS or field.kind in RECORDS:
        return _clean_list(field, raw, link_base)
    if not isinstance(raw, str):
        raise FieldError(_("`%(key)s` is one text, not a list", key=field.key), code="wrong-shape")
    return clean_scalar(field, raw, link_base=link_base)


def check_count(field: Field, count: int) -> None:
    """Raises FieldError when a list of the field has too many entries."""
    if count > field.limit:
        raise FieldError(
            _("`%(key)s` has %(count)s entries, the limit is %(limit)s", key=field.key, count=count, limit=field.limit),
            code="too-many",
        )


def _clean_list(field: Field, raw: Raw, link_base: str) -> Cleaned:
    if isinstance(raw, str):
        if raw.strip():
            raise FieldError(_("`%(key)s` is a list", key=field.key), code="wrong-shape")
        if field.required:
            raise FieldError(_("`%(key)s` is empty", key=field.key), code="empty")
        raw = ()
    entries: Sequence[str | Mapping[str, Raw]] = raw
    check_count(field, len(entries))
    values: list[Any] = []
    notes: list[Note] = []
    for index, entry in enumerate(entries):
        try:
            cleaned = _clean_list_entry(field, entry, link_base)
        except FieldError as error:
            note = error.note
            raise FieldError(
                _("entry %(number)s: %(message)s", number=index + 1, message=note.message),
                note.hint,
                code=note.code,
                index=index,
            ) from error
        notes.extend(cleaned.notes)
        if cleaned.value is not None:
            values.append(cleaned.value)
    return Cleaned(tuple(values), tuple(notes))


def _clean_list_entry(field: Field, entry: str | Mapping[str, Raw], link_base: str) -> Cleaned:
    """One entry; the value is None for a link that is dropped."""
    if field.kind in TEXT_LISTS and isinstance(entry, str):
        return clean_scalar(field, entry, link_base=link_base)
    if field.kind in RECORDS and isinstance(entry, Mapping):
        return _clean_record(field, entry, link_base)
    raise FieldError(_("`%(key)s` has an entry of the wrong shape", key=field.key), code="wrong-shape")


def _clean_record(field: Field, entry: Mapping[str, Raw], link_base: str) -> Cleaned:
    record = RECORDS[field.kind]
    unknown = sorted(set(entry) - {part.key for part in record.fields})
    if unknown:
        raise FieldError(_("a %(noun)s has no `%(unknown)s`", noun=record.noun, unknown=unknown[0]), code="unknown-key")
    values: dict[str, Any] = {}
    notes: list[Note] = []
    for part in record.fields:
        if part.key not in entry:
            if part.required:
                raise FieldError(_("a %(noun)s needs `%(key)s`", noun=record.noun, key=part.key), code="missing")
            continue
        cleaned = clean_value(part, entry[part.key], link_base=link_base)
        values[part.name] = cleaned.value
        notes.extend(cleaned.notes)
    dropped = field.kind is Kind.LINKS and not values["url"]
    return Cleaned(None if dropped else record.make(**values), tuple(notes))
