"""The JSON Schema: as the table says, and of one mind with the reader."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.front_matter import split_front_matter
from roadmaps.documents.plain import to_data
from roadmaps.documents.schema import Schema, make_schema, write_schema
from roadmaps.documents.table import RECORDS
from tests.roadmaps.documents.schemas import find_faults, load_as_editor
from tests.roadmaps.documents.strategies import documents

ROOT = Path(__file__).parents[3]
BROKEN = ROOT / "fixtures" / "broken"


def test_schema_describes_every_field() -> None:
    schema = make_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(schema["properties"]) == [
        "title", "id", "aliases", "description", "featured", "image", "tags", "language", "status", "discuss", "body",
        "nodes",
    ]  # fmt: skip
    assert schema["description"] == "One roadmap: what it is, and its nodes in the order in which they are walked."
    assert schema["required"] == ["title", "description", "nodes"]
    assert list(schema["$defs"]) == ["node", "topic", "link", "question"]
    assert schema["$defs"]["topic"]["required"] == ["name"]
    assert schema["$defs"]["link"]["additionalProperties"] is False
    assert [list(schema["$defs"][record.noun]["properties"]) for record in RECORDS.values()] == [
        [field.key for field in record.fields] for record in RECORDS.values()
    ]


def test_kinds_of_fields() -> None:
    topic = make_schema()["$defs"]["topic"]["properties"]
    assert {name: without_help(topic[name]) for name in ("id", "name", "description", "difficulty", "optional")} == {
        "id": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": r"^[^ -,./:-@\[-`{-~]+$"},
        "name": {"type": "string", "minLength": 1, "maxLength": 500},
        "description": {"type": ["string", "null"], "maxLength": 20_000},
        "difficulty": {"enum": ["beginner", "intermediate", "advanced"], "default": "beginner"},
        "optional": {"enum": [True, False, "yes", "no", "on", "off"], "default": False},
    }
    assert {name: without_help(topic[name]) for name in ("takeaways", "reviewed", "videoUrl", "sameAs", "links")} == {
        "takeaways": {
            "type": ["array", "null"],
            "items": {"type": "string", "minLength": 1, "maxLength": 500},
            "maxItems": 100,
        },
        "reviewed": {"type": ["string", "null"], "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        "videoUrl": {
            "type": ["string", "null"],
            "maxLength": 2_000,
            "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|/|#|$)",
        },
        "sameAs": {"type": ["string", "null"], "maxLength": 500, "pattern": "^([^/]+/[^/]+)?$"},
        "links": {"type": ["array", "null"], "items": {"$ref": "#/$defs/link"}, "maxItems": 100},
    }
    assert without_help(make_schema()["$defs"]["link"]["properties"]["medium"])["enum"] == [
        "video", "article", "docs", "book", "course", "repository", "other", "", None,
    ]  # fmt: skip


def without_help(field: dict[str, object]) -> dict[str, object]:
    assert field["description"]
    return {name: value for name, value in field.items() if name not in {"description", "examples"}}


def test_examples_fit() -> None:
    schema = make_schema()
    given = {}
    for part in (schema, *schema["$defs"].values()):
        for name, field in part["properties"].items():
            for example in field.get("examples", []):
                given[name] = find_faults(example, {**field, "$defs": schema["$defs"]})
    assert [fault for faults in given.values() for fault in faults] == []
    assert len(given) == 12


def test_the_text_is_the_schema() -> None:
    assert json.loads(write_schema()) == make_schema()
    assert write_schema().endswith("\n}\n")


FILES = [ROOT / "tests" / "data" / "machine-learning.md", *sorted((ROOT / "fixtures" / "roadmaps").iterdir())]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_good_files_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    value = load_as_editor(split_front_matter(text).yaml if path.suffix == ".md" else text)
    assert find_faults(value, make_schema()) == []
    del value["title"]
    assert find_faults(value, make_schema()) == [" required"]


@pytest.mark.parametrize("key", ["linear-algebra", "Été-2", "日本語", "c-plus-plus"])
def test_keys_of_any_script_fit(key: str) -> None:
    assert find_faults({"name": "A", "id": key}, make_topic_schema()) == []


@pytest.mark.parametrize("key", ["for_loops", "a b", "a/b", "c++", "[a]", "{a}", "a.b", "a:b", "@a", "~"])
def test_keys_with_other_signs_do_not(key: str) -> None:
    assert find_faults({"name": "A", "id": key}, make_topic_schema()) == ["/id pattern"]


def make_topic_schema() -> Schema:
    schema = make_schema()
    return {**schema["$defs"]["topic"], "$defs": schema["$defs"]}


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_document_fits(document: RoadmapDoc) -> None:
    assert find_faults(to_data(document), make_schema()) == []


FOUND = {
    "bad-boolean.yaml": ["/nodes/0/topics/0/optional enum"],
    "bad-difficulty.yaml": ["/nodes/0/topics/0/difficulty enum"],
    "bad-id.yaml": ["/nodes/0/topics/1/id pattern"],
    "bad-medium.yaml": ["/nodes/0/topics/0/links/0/medium enum"],
    "bad-same-as.yaml": ["/nodes/0/topics/0/sameAs pattern"],
    "bad-status.yaml": ["/status enum"],
    "crlf-bad-difficulty.yaml": ["/nodes/0/topics/0/difficulty enum"],
    "deep.yaml": ["/nodes/0/topics/0/takeaways/0 type"],
    "description-is-list.yaml": ["/nodes/0/topics/0/description type"],
    "empty-boolean.yaml": ["/nodes/0/topics/0/optional enum"],
    "empty-file.yaml": [" type"],
    "empty-nodes.yaml": ["/nodes type"],
    "empty-title.yaml": ["/title minLength"],
    "hostile-link.yaml": ["/nodes/0/topics/0/links/0/url pattern"],
    "link-without-url.yaml": ["/nodes/0/topics/0/links/0 required"],
    "long-text.yaml": ["/nodes/0/topics/0/description maxLength"],
    "merge-key.yaml": ["/nodes/0/topics/0 additionalProperties"],
    "missing-description.yaml": [" required"],
    "missing-nodes.yaml": [" required"],
    "missing-title.yaml": [" required"],
    "no-front-matter.md": [" type"],
    "node-is-text.yaml": ["/nodes/1 type"],
    "node-without-title.yaml": ["/nodes/1 required"],
    "not-a-mapping.yaml": [" type"],
    "too-many-links.yaml": ["/nodes/0/topics/0/links maxItems"],
    "too-many-nodes.yaml": ["/nodes maxItems"],
    "topic-without-name.yaml": ["/nodes/0/topics/1 required"],
    "topics-is-text.yaml": ["/nodes/0/topics type"],
}
"""What an editor underlines in the broken files."""


def test_broken_files_that_an_editor_underlines() -> None:
    assert {name: faults for name, faults in map(check_broken, sorted(BROKEN.iterdir())) if faults} == FOUND


def check_broken(path: Path) -> tuple[str, list[str]]:
    """No fault where an editor does not get as far as the schema."""
    try:
        return path.name, find_faults(load_as_editor(path.read_text(encoding="utf-8")), make_schema())
    except (UnicodeDecodeError, yaml.YAMLError):
        return path.name, []
