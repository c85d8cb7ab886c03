"""The JSON Schema (draft 2020-12) of the file format, for editors that complete and check while one types.

Made from the table of fields. It is a little stricter than the reader where YAML tools type scalars of their own
(`title: 2024` wants quotes there), and it knows no rule across parts: `check_roadmaps` does.
"""

import json
from collections.abc import Callable
from typing import Any

from roadmaps.documents.document import MAX_KEY, MAX_LINE, Field, Kind
from roadmaps.documents.table import RECORDS, ROADMAP, TEXT_LISTS, Record, may_clear

Schema = dict[str, Any]


def write_schema() -> str:
    """The schema as the text that is served and shipped."""
    return json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n"


def make_schema() -> Schema:
    """The schema as JSON-able data."""
    definitions = {record.noun: _describe_record(record) for record in RECORDS.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_describe_record(ROADMAP),
        "$defs": definitions,
    }


def _describe_record(record: Record) -> Schema:
    return {
        "title": record.noun.capitalize(),
        "description": _RECORDS[record.noun],
        "type": "object",
        "properties": {field.key: _describe_field(field) for field in record.fields},
        "required": [field.key for field in record.fields if field.required],
        "additionalProperties": False,
    }


def _describe_field(field: Field) -> Schema:
    schema: Schema = {"description": field.help}
    if field.kind in RECORDS:
        schema |= _describe_list(field, {"$ref": f"#/$defs/{RECORDS[field.kind].noun}"})
    elif field.kind in TEXT_LISTS:
        schema |= _describe_list(field, {"type": "string", "minLength": 1, "maxLength": MAX_LINE})
    else:
        schema |= _SCALARS.get(field.kind, _describe_text)(field)
    if field.default not in (None, "", ()):
        schema["default"] = field.default
    if examples := _EXAMPLES.get(field.key):
        schema["examples"] = examples
    return schema


def _describe_list(field: Field, entry: Schema) -> Schema:
    schema: Schema = {"type": _allow_null("array", field), "items": entry, "maxItems": field.limit}
    return schema


def _describe_text(field: Field) -> Schema:
    schema: Schema = {"type": _allow_null("string", field), "maxLength": field.limit}
    return schema if may_clear(field) else {**schema, "minLength": 1}


def _describe_url(field: Field) -> Schema:
    return {**_describe_text(field), "pattern": f"^({_LINK_STARTS}{'|$' if may_clear(field) else ''})"}


def _describe_reference(field: Field) -> Schema:
    return {**_describe_text(field), "pattern": "^([^/]+/[^/]+)?$"}


def _describe_key(field: Field) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": MAX_KEY, "pattern": _KEY}


def _describe_boolean(field: Field) -> Schema:
    return {"enum": [True, False, "yes", "no", "on", "off"]}


def _describe_choice(field: Field) -> Schema:
    return {"enum": [*field.choices, *(["", None] if may_clear(field) else [])]}


def _describe_date(field: Field) -> Schema:
    return {"type": _allow_null("string", field), "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}


def _allow_null(name: str, field: Field) -> str | list[str]:
    return [name, "null"] if may_clear(field) else name


# Editors know neither flags nor Unicode classes in patterns: capitals are spelled out, and of a key only the ASCII
# characters are judged. A link within its page is dropped with a warning, so that it is no fault here either.
_LINK_STARTS = "[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|/|#"
_KEY = "^[^ -,./:-@\\[-`{-~]+$"

_SCALARS: dict[Kind, Callable[[Field], Schema]] = {
    Kind.KEY: _describe_key,
    Kind.BOOLEAN: _describe_boolean,
    Kind.CHOICE: _describe_choice,
    Kind.DATE: _describe_date,
    Kind.URL: _describe_url,
    Kind.REFERENCE: _describe_reference,
}

_RECORDS = {
    "roadmap": "One roadmap: what it is, and its nodes in the order in which they are walked.",
    "node": "A stage of the roadmap, with the topics to learn in it.",
    "topic": "One thing to learn and to mark as done.",
    "link": "A page, video or book elsewhere.",
    "question": "A card to check oneself with.",
}

_EXAMPLES: dict[str, list[Any]] = {
    "id": ["linear-algebra"],
    "aliases": [["matrices"]],
    "tags": [["data", "python"]],
    "language": ["en"],
    "dependsOn": [["mathematics"]],
    "duration": ["45 minutes", "2-3 hours", "2 weeks"],
    "codeLanguage": ["python"],
    "reviewed": ["2026-05-01"],
    "sameAs": ["other-roadmap/linear-algebra"],
    "questions": [[{"ask": "What is a vector?", "answer": "A list of numbers with a direction."}]],
    "links": [[{"title": "A page", "url": "https://example.org/"}]],
    "references": [[{"title": "A page", "url": "https://example.org/"}]],
}
