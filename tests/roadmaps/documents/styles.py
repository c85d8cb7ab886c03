"""The many ways to write one document in YAML."""

import json
from collections.abc import Callable
from typing import Any

import yaml


def as_texts(data: Any) -> Any:
    """Booleans as words, so that no writer puts a tag before them."""
    if isinstance(data, dict):
        return {key: as_texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_texts(value) for value in data]
    return str(data).lower() if isinstance(data, bool) else data


def dump(**options: Any) -> Callable[[Any], str]:
    def write(data: Any) -> str:
        text: str = yaml.safe_dump(as_texts(data), allow_unicode=True, sort_keys=False, **options)
        return text

    return write


def to_json(data: Any, indent: int | None = None) -> str:
    """A surrogate pair in JSON is no character in YAML, so none is escaped."""
    return json.dumps(data, indent=indent, ensure_ascii=False)


WRITERS: list[Callable[[Any], str]] = [
    to_json,
    lambda data: to_json(data, indent=1),
    dump(),
    dump(indent=7, width=20),
    dump(default_flow_style=True),
    dump(default_flow_style=None, width=30),
    dump(default_flow_style=True, default_style='"', width=30),
    dump(default_style="'"),
    dump(explicit_start=True, explicit_end=True),
]

# What stands between « and » is to be added; all else is there before.
STYLES = {
    "block": """\
# kept
«id: small
»title: A
description: B
nodes:
- «id: one
  »title: One  # this too
  topics:
    -   «id: ab-c
        »name: Ab c
    - id: d
      name: D
""",
    "begun on the line below": """\
id: a
title: A
description: B
nodes:
  -
    # why
    «id: one
    »title: One
    topics:""",
    "the whole indented": """\
  «id: small
  »title: A
  description: B
  nodes: []
""",
    "between markers": """\
---
«id: small
»title: A
description: B
nodes: []
...
""",
    "keys after a question mark": """\
«id: small
»? title
: A
description: B
? nodes
: - «id: one
    »? title
    : One
""",
    "flow": """\
{«id: small, »title: A, description: B, nodes: [
  { «id: one, »title: One, topics: [{«id: x, »name: x}] },
  {? «id: two, »title : Two}]}""",
    "flow without braces": """\
id: a
title: A
description: B
nodes: [«{id: one, »title: One«}» , «{id: two, »title: 'Two'«}», «{id: three, »? title
  : Three«}»]
""",
    "quoted keys": """\
«"id": "small"
»"title": A
'description': B
nodes:
  - «'id': '10'
    »'title': '10'
    "topics": [{«"id": "no", »"name":"No"}, {«id: no-way, »name: No way}]
""",
    "keys that look like something else": """\
id: a
title: A
description: B
nodes:
  - «id: "12"
    »title: "12"
  - «id: "null"
    »title: "Null"
  - «id: "no"
    »title: "No"
  - «id: été
    »title: Été
""",
    "wide characters before it": """\
id: a
title: A
description: B
nodes: [{«id: 日本, »title: 日本, description: 👩‍💻é}, {«id: 語, »title: 語}] # 👩‍💻""",
    "JSON on lines of its own": """\
{
  «"id": "small",
  »"title": "A",
  "description": "B",
  "nodes": [
    {
\t«"id": "one",
\t»"title": "One"
    }
  ]
}
""",
}
