"""A RoadmapDoc as JSON-able data by the names of the file format, for JSONFields, downloads and the writer.

What the document does not say is left out, so that absent and empty stay apart: `from_data(to_data(d)) == d`.
"""

from collections.abc import Mapping
from typing import Any

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.table import RECORDS, ROADMAP, TEXT_LISTS, Record

Data = dict[str, Any]
"""Of str, bool, list and Data."""


def to_data(document: RoadmapDoc) -> Data:
    """The document as dicts and lists, fields in canonical order."""
    return _record_to_data(ROADMAP, document)


def from_data(data: Mapping[str, Any]) -> RoadmapDoc:
    """The document that `to_data` was given. Raises KeyError or TypeError for data of another shape."""
    return RoadmapDoc(**_values_from_data(ROADMAP, data))


def _record_to_data(record: Record, thing: Any) -> Data:
    data: Data = {}
    for field in record.fields:
        value = getattr(thing, field.name)
        if value is None:
            continue
        part = RECORDS.get(field.kind)
        if part is not None:
            data[field.key] = [_record_to_data(part, entry) for entry in value]
        else:
            data[field.key] = list(value) if field.kind in TEXT_LISTS else value
    return data


def _values_from_data(record: Record, data: Mapping[str, Any]) -> dict[str, Any]:
    fields = {field.key: field for field in record.fields}
    values: dict[str, Any] = {}
    for key, value in data.items():
        field = fields[key]
        part = RECORDS.get(field.kind)
        if part is not None:
            values[field.name] = tuple(part.make(**_values_from_data(part, entry)) for entry in value)
        else:
            values[field.name] = tuple(value) if field.kind in TEXT_LISTS else value
    return values
