"""What an editor does with the JSON Schema: types a file as YAML 1.2 does, and says where it does not fit."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

Json = Any
Schema = dict[str, Any]

NOTES = {"$schema", "$defs", "title", "description", "default", "examples", "properties", "items"}
TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "null": type(None)}


class EditorLoader(yaml.SafeLoader):
    """Types scalars as editors do: `no` and `2026-05-01` are texts; `true`, `~` and `12` are not."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for kind, pattern in {
    "bool": "true|True|TRUE|false|False|FALSE",
    "null": "~|null|Null|NULL|",
    "int": "[-+]?[0-9]+",
    "float": r"[-+]?[0-9]+\.[0-9]*",
}.items():
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^({pattern})$"), None)


def load_as_editor(text: str) -> Json:
    """Raises yaml.YAMLError."""
    return yaml.load(text, EditorLoader)  # noqa: S506  # a safe loader of our own


def find_faults(value: Json, root: Schema) -> list[str]:
    """`/nodes/0/title minLength` for each place and rule of the schema that the value breaks."""
    return list(_find_faults(value, root, root, ""))


def _find_faults(value: Json, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    yield from (f"{at} {rule}" for rule in schema if rule not in NOTES and not _fits(value, rule, schema))
    for name, part in _list_parts(value):
        below = schema.get("items") if isinstance(value, list) else schema.get("properties", {}).get(name)
        if below:
            yield from _find_faults(part, below, root, f"{at}/{name}")


def _list_parts(value: Json) -> list[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _fits(value: Json, rule: str, schema: Schema) -> bool:
    """Whether the value keeps to one rule; a rule that we do not know is a fault of the schema."""
    wanted = schema[rule]
    match rule:
        case "type":
            return isinstance(value, tuple(TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)))
        case "enum":
            return any(value == choice and type(value) is type(choice) for choice in wanted)
        case "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        case "minLength":
            return not isinstance(value, str) or len(value) >= wanted
        case "maxLength":
            return not isinstance(value, str) or len(value) <= wanted
        case "maxItems":
            return not isinstance(value, list) or len(value) <= wanted
        case "required":
            return not isinstance(value, dict) or set(wanted) <= set(value)
        case "additionalProperties":
            return not isinstance(value, dict) or set(value) <= set(schema["properties"])
    raise AssertionError(f"the schema has a rule {rule}")
