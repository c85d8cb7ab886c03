"""The table of fields: it describes the dataclasses, all of them and nothing else."""

from dataclasses import fields

import pytest

from roadmaps.documents.document import Field, Kind, LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.documents.table import (
    LINK_FIELDS,
    NODE_FIELDS,
    QUESTION_FIELDS,
    ROADMAP_FIELDS,
    TOPIC_FIELDS,
    may_clear,
)

TABLES = [
    (ROADMAP_FIELDS, RoadmapDoc),
    (NODE_FIELDS, NodeDoc),
    (TOPIC_FIELDS, TopicDoc),
    (LINK_FIELDS, LinkDoc),
    (QUESTION_FIELDS, Question),
]


@pytest.mark.parametrize(("table", "record"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_each_attribute_has_its_row(table: tuple[Field, ...], record: type[TopicDoc]) -> None:
    assert sorted(field.name for field in table) == sorted(field.name for field in fields(record))
    assert len({field.key for field in table}) == len(table)


@pytest.mark.parametrize("field", [field for table, _ in TABLES for field in table], ids=lambda field: field.key)
def test_each_row_has_help_and_choices_where_due(field: Field) -> None:
    assert field.help.endswith((".", ":", ")"))
    assert bool(field.choices) == (field.kind is Kind.CHOICE)
    assert not field.choices or field.default in ("", *field.choices)


def test_keys_that_differ_from_their_attributes() -> None:
    differing = {field.name: field.key for table, _ in TABLES for field in table if field.name != field.key}
    assert differing == {
        "depends_on": "dependsOn",
        "code_snippet": "codeSnippet",
        "code_language": "codeLanguage",
        "video_url": "videoUrl",
        "same_as": "sameAs",
    }


def test_defaults_on_creation() -> None:
    defaults = {field.key: field.default for field in (*ROADMAP_FIELDS, *TOPIC_FIELDS, *LINK_FIELDS) if field.default}
    assert defaults == {"status": "published", "difficulty": "beginner"}
    assert [field.key for field in (*ROADMAP_FIELDS, *TOPIC_FIELDS, *LINK_FIELDS) if field.default is False] == [
        "featured",
        "optional",
        "paid",
    ]


def test_fields_that_empty_does_not_clear() -> None:
    firm = [field.key for table, _ in TABLES for field in table if not may_clear(field)]
    assert firm == [
        *("title", "id", "description", "featured", "status", "nodes"),
        *("id", "title"),
        *("id", "name", "difficulty", "optional"),
        *("title", "url", "paid"),
        *("ask", "answer"),
    ]
