"""A tree of texts to a RoadmapDoc, by the table of fields. Every problem is told, and reading goes on."""

from typing import Any

from roadmaps.documents.document import Field, Kind, RoadmapDoc
from roadmaps.documents.events import Mapping, Scalar, Sequence, Tree, Void
from roadmaps.documents.fields import Cleaned, FieldError, check_count
from roadmaps.documents.places import Place, Position, Problems
from roadmaps.documents.problem import Note, quote_short
from roadmaps.documents.scalars import clean_scalar
from roadmaps.documents.table import RECORDS, ROADMAP, TEXT_LISTS, Record


def build_document(
    tree: Tree, problems: Problems, positions: dict[Place, Position], *, default_id: str, link_base: str
) -> RoadmapDoc | None:
    """The document, None when the tree is no mapping. With errors among the problems it is good for further checks
    only: what is missing or wrong is left empty.

    Fills `positions`. `default_id` is the id of a document that says none; "" asks for one.
    """
    if not isinstance(tree, Mapping):
        note = Note("wrong-shape", "a roadmap is a list of `key: value` lines", "it begins with `title:`")
        problems.add_error(tree.at, note)
        return None
    builder = _Builder(problems, positions, link_base)
    values = builder.read_values(ROADMAP, tree, ())
    if "id" not in values:
        if "id" not in tree.pairs and not default_id:
            problems.add_error(tree.at, Note("no-id", "the roadmap has no id", "give it an `id:`"))
        values["id"] = default_id
    if values["nodes"] == () and isinstance(tree.pairs["nodes"].value if "nodes" in tree.pairs else None, Sequence):
        problems.add_warning(problems.find(("nodes",)), Note("no-nodes", "the roadmap has no nodes"))
    return RoadmapDoc(**values)


class _Builder:
    def __init__(self, problems: Problems, positions: dict[Place, Position], link_base: str) -> None:
        self.problems = problems
        self.positions = positions
        self.link_base = link_base

    def read_values(self, record: Record, mapping: Mapping, place: Place) -> dict[str, Any]:
        """Values of the fields that the mapping says, by attribute; required ones always, empty if need be."""
        self.positions[place] = mapping.at
        fields = {field.key: field for field in record.fields}
        values: dict[str, Any] = {}
        for pair in mapping.pairs.values():
            field = fields.get(pair.key)
            if field is None:
                self._warn_unknown(pair.key, pair.at, list(fields))
                continue
            value = self._read_value(field, pair.value, (*place, field.key))
            if value is not None:
                values[field.name] = value
        self._fill_required(record, mapping, values)
        return values

    def _warn_unknown(self, key: str, at: Position, known: list[str]) -> None:
        note = Note("unknown-key", f"unknown key {quote_short(key)}", self.problems.suggest(key, known))
        self.problems.add_warning(at, note)

    def _fill_required(self, record: Record, mapping: Mapping, values: dict[str, Any]) -> None:
        for field in record.fields:
            if not field.required or field.name in values:
                continue
            if field.key not in mapping.pairs:
                note = Note("missing", f"a {record.noun} needs `{field.key}`")
                self.problems.add_error(mapping.at, note)
            values[field.name] = () if field.kind in RECORDS else ""

    def _read_value(self, field: Field, tree: Tree, place: Place) -> Any:
        """The value, None when there is none to take: its problem is told then."""
        self.positions[place] = tree.at
        if isinstance(tree, Void):
            return None
        if field.kind in TEXT_LISTS or field.kind in RECORDS:
            return self._read_list(field, tree, place)
        if isinstance(tree, Scalar):
            return self._clean(field, tree)
        shape = "a list" if isinstance(tree, Sequence) else "keys and values"
        self._refuse_shape(tree, f"`{field.key}` is one text, not {shape}")
        return None

    def _clean(self, field: Field, scalar: Scalar) -> Any:
        try:
            cleaned: Cleaned = clean_scalar(field, scalar.text, link_base=self.link_base)
        except FieldError as error:
            self.problems.add_error(scalar.at, error.note)
            return None
        for note in cleaned.notes:
            self.problems.add_warning(scalar.at, note)
        return cleaned.value

    def _read_list(self, field: Field, tree: Scalar | Sequence | Mapping, place: Place) -> tuple[Any, ...] | None:
        if isinstance(tree, Scalar) and not tree.text.strip():
            if field.required:
                self.problems.add_error(tree.at, Note("empty", f"`{field.key}` is empty"))
            return () if not field.required else None
        if not isinstance(tree, Sequence):
            self._refuse_shape(tree, f"`{field.key}` is a list", "begin each entry with `- `")
            return None
        try:
            check_count(field, len(tree.items))
        except FieldError as error:
            self.problems.add_error(tree.at, error.note)
        values: list[Any] = []
        for item in tree.items[: field.limit]:
            value = self._read_entry(field, item, (*place, len(values)))
            if value is not None:
                values.append(value)
        return tuple(values)

    def _read_entry(self, field: Field, item: Tree, place: Place) -> Any:
        self.positions[place] = item.at
        record = RECORDS.get(field.kind)
        if isinstance(item, Void):
            return None
        if record is None:
            if isinstance(item, Scalar):
                return self._clean(field, item)
            self._refuse_shape(item, f"an entry of `{field.key}` is one text", "a text with `: ` in it needs quotes")
            return None
        if not isinstance(item, Mapping):
            self._refuse_shape(item, f"a {record.noun} is a list of `key: value` lines")
            return None
        return self._make(field, record, self.read_values(record, item, place))

    def _make(self, field: Field, record: Record, values: dict[str, Any]) -> Any:
        """The record; None for a link without an address: it was dropped or is wrong."""
        return None if field.kind is Kind.LINKS and not values["url"] else record.make(**values)

    def _refuse_shape(self, tree: Tree, message: str, hint: str = "") -> None:
        self.problems.add_error(tree.at, Note("wrong-shape", message, hint))
