"""A tree of texts to a RoadmapDoc, by the table of fields. Every problem is told, and reading goes on."""

from dataclasses import dataclass
from typing import Any

from yaml import ScalarEvent

from roadmaps.documents.document import Field, Kind, RoadmapDoc
from roadmaps.documents.fields import Cleaned, FieldError, check_count
from roadmaps.documents.lines import line as _
from roadmaps.documents.places import Position, Problems
from roadmaps.documents.problem import Note, quote_short
from roadmaps.documents.quick import Take, find_take
from roadmaps.documents.scalars import clean_scalar
from roadmaps.documents.table import RECORDS, ROADMAP, TEXT_LISTS, Record
from roadmaps.documents.tree import Mapping, Sequence, Tree, Void, position_of, text_of


@dataclass(frozen=True, slots=True)
class _Form:
    """A record, prepared for reading.

    fields: key of the file -> field, and how to glance at a text of it (None: there is no glancing).
    """

    record: Record
    fields: dict[str, tuple[Field, Take | None]]
    required: tuple[Field, ...]


def _prepare(record: Record) -> _Form:
    fields = {field.key: (field, None if field.kind in TEXT_LISTS else find_take(field)) for field in record.fields}
    return _Form(record, fields, tuple(field for field in record.fields if field.required))


_ROADMAP = _prepare(ROADMAP)
_FORMS = {kind: _prepare(record) for kind, record in RECORDS.items()}


def build_document(tree: Tree, problems: Problems, *, default_id: str, link_base: str) -> RoadmapDoc | None:
    """The document, None when the tree is no mapping. With errors among the problems it is good for further checks
    only: what is missing or wrong is left empty.

    Entries of the tree that become none of the document are taken out, so that places are the same in both.
    `default_id` is the id of a document that says none; "" asks for one.
    """
    if not isinstance(tree, Mapping):
        note = Note("wrong-shape", _("a roadmap is a list of `key: value` lines"), _("it begins with `title:`"))
        problems.add_error(position_of(tree), note)
        return None
    values = _Builder(problems, link_base).read_values(_ROADMAP, tree)
    if "id" not in values:
        if "id" not in tree.values and not default_id:
            problems.add_error(position_of(tree), Note("no-id", _("the roadmap has no id"), _("give it an `id:`")))
        values["id"] = default_id
    if values["nodes"] == () and isinstance(tree.values.get("nodes"), Sequence):
        problems.add_warning(problems.find(("nodes",)), Note("no-nodes", _("the roadmap has no nodes")))
    return RoadmapDoc(**values)


class _Builder:
    def __init__(self, problems: Problems, link_base: str) -> None:
        self.problems = problems
        self.link_base = link_base

    def read_values(self, form: _Form, mapping: Mapping) -> dict[str, Any]:
        """Values of the fields that the mapping says, by attribute; required ones always, empty if need be."""
        values: dict[str, Any] = {}
        fields = form.fields
        for key, tree in mapping.values.items():
            if key not in fields:
                self._warn_unknown(key, position_of(mapping.keys[key]), list(fields))
                continue
            field, take = fields[key]
            value = take(field, tree.value) if take and isinstance(tree, ScalarEvent) else None
            if value is None:
                value = self._read_value(field, tree)
            if value is not None:
                values[field.name] = value
        self._fill_required(form, mapping, values)
        return values

    def _warn_unknown(self, key: str, at: Position, known: list[str]) -> None:
        note = Note("unknown-key", _("unknown key %(key)s", key=quote_short(key)), self.problems.suggest(key, known))
        self.problems.add_warning(at, note)

    def _fill_required(self, form: _Form, mapping: Mapping, values: dict[str, Any]) -> None:
        for field in form.required:
            if field.name in values:
                continue
            if field.key not in mapping.values:
                note = Note("missing", _("a %(noun)s needs `%(key)s`", noun=form.record.noun, key=field.key))
                self.problems.add_error(position_of(mapping), note)
            values[field.name] = () if field.kind in RECORDS else ""

    def _read_value(self, field: Field, tree: Tree) -> Any:
        """The value, None when there is none to take: its problem is told then."""
        if isinstance(tree, Void):
            return None
        if field.kind in TEXT_LISTS or field.kind in RECORDS:
            return self._read_list(field, tree)
        if isinstance(tree, ScalarEvent):
            return self._clean(field, tree)
        shape = _("a list") if isinstance(tree, Sequence) else _("keys and values")
        self._refuse_shape(tree, _("`%(key)s` is one text, not %(shape)s", key=field.key, shape=shape))
        return None

    def _clean(self, field: Field, leaf: ScalarEvent) -> Any:
        try:
            cleaned: Cleaned = clean_scalar(field, text_of(leaf), link_base=self.link_base)
        except FieldError as error:
            self.problems.add_error(position_of(leaf), error.note)
            return None
        for note in cleaned.notes:
            self.problems.add_warning(position_of(leaf), note)
        return cleaned.value

    def _read_list(self, field: Field, tree: ScalarEvent | Sequence | Mapping) -> tuple[Any, ...] | None:
        if isinstance(tree, ScalarEvent) and not text_of(tree).strip():
            if field.required:
                self.problems.add_error(position_of(tree), Note("empty", _("`%(key)s` is empty", key=field.key)))
            return () if not field.required else None
        if not isinstance(tree, Sequence):
            self._refuse_shape(tree, _("`%(key)s` is a list", key=field.key), _("begin each entry with `- `"))
            return None
        try:
            check_count(field, len(tree.items))
        except FieldError as error:
            self.problems.add_error(position_of(tree), error.note)
        entries = tree.items[: field.limit]
        form = _FORMS.get(field.kind)
        if form is None:
            take = find_take(field)
            values = [self._read_text(field, take, entry) for entry in entries]
        else:
            values = [self._read_record(field, form, entry) for entry in entries]
        if None in values or len(values) < len(tree.items):
            tree.items = [entry for entry, value in zip(entries, values, strict=True) if value is not None]
            values = [value for value in values if value is not None]
        return tuple(values)

    def _read_text(self, field: Field, take: Take | None, entry: Tree) -> Any:
        """The entry of a list of texts, None when there is none to take."""
        if isinstance(entry, ScalarEvent):
            value = take(field, entry.value) if take else None
            return self._clean(field, entry) if value is None else value
        if not isinstance(entry, Void):
            message = _("an entry of `%(key)s` is one text", key=field.key)
            self._refuse_shape(entry, message, _("a text with `: ` in it needs quotes"))
        return None

    def _read_record(self, field: Field, form: _Form, entry: Tree) -> Any:
        """The entry of a list of records, None when there is none to take, as of a link whose address is dropped."""
        if isinstance(entry, Mapping):
            values = self.read_values(form, entry)
            return None if field.kind is Kind.LINKS and not values["url"] else form.record.make(**values)
        if not isinstance(entry, Void):
            self._refuse_shape(entry, _("a %(noun)s is a list of `key: value` lines", noun=form.record.noun))
        return None

    def _refuse_shape(self, tree: Tree, message: str, hint: str = "") -> None:
        self.problems.add_error(position_of(tree), Note("wrong-shape", message, hint))
