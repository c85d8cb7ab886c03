"""The JSON Schema: as the table says."""

import json

from roadmaps.documents.schema import make_schema


def test_schema_describes_every_field() -> None:
    schema = make_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == [
        "title", "id", "aliases", "description", "featured", "image", "tags", "language", "status", "discuss", "body",
        "nodes",
    ]  # fmt: skip
    assert schema["required"] == ["title", "description", "nodes"]
    assert list(schema["$defs"]) == ["node", "topic", "link", "question"]
    assert schema["$defs"]["topic"]["required"] == ["name"]
    assert schema["$defs"]["link"]["additionalProperties"] is False
    json.dumps(schema)


def test_kinds_of_fields() -> None:
    topic = make_schema()["$defs"]["topic"]["properties"]
    assert {name: without_help(topic[name]) for name in ("id", "name", "description", "difficulty", "optional")} == {
        "id": {"type": "string", "minLength": 1, "maxLength": 80},
        "name": {"type": "string", "minLength": 1, "maxLength": 500},
        "description": {"type": ["string", "null"], "maxLength": 20_000},
        "difficulty": {"enum": ["beginner", "intermediate", "advanced"], "default": "beginner"},
        "optional": {"enum": [True, False, "yes", "no", "on", "off"], "default": False},
    }
    assert {name: without_help(topic[name]) for name in ("takeaways", "reviewed", "links")} == {
        "takeaways": {
            "type": ["array", "null"],
            "items": {"type": "string", "minLength": 1, "maxLength": 500},
            "maxItems": 100,
        },
        "reviewed": {"type": ["string", "null"], "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        "links": {"type": ["array", "null"], "items": {"$ref": "#/$defs/link"}, "maxItems": 100},
    }
    assert without_help(make_schema()["$defs"]["link"]["properties"]["medium"])["enum"] == [
        "video", "article", "docs", "book", "course", "repository", "other", "", None,
    ]  # fmt: skip


def without_help(field: dict[str, object]) -> dict[str, object]:
    assert field["description"]
    return {name: value for name, value in field.items() if name != "description"}
