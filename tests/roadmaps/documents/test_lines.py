"""English lines that remember how they were made."""

from __future__ import annotations

import copy
import json

from roadmaps.documents.lines import Line, line
from roadmaps.documents.read import read_text


def test_a_line_is_its_english_text() -> None:
    made = line("`%(key)s` has %(count)s parts", key="nodes", count=2_000)
    assert made == "`nodes` has 2,000 parts"
    assert json.dumps(made) == '"`nodes` has 2,000 parts"'


def test_it_remembers_its_template_and_what_stands_in_it() -> None:
    made = line("`%(key)s` has %(count)s parts", key="nodes", count=2_000)
    assert (made.template, made.values) == ("`%(key)s` has %(count)s parts", {"key": "nodes", "count": 2_000})
    assert copy.deepcopy(made).template == made.template


def test_what_the_author_wrote_is_no_template() -> None:
    assert line("no node is '%(key)s'", key="100 %(x)s %") == "no node is '100 %(x)s %'"


def test_a_reader_says_everything_in_lines() -> None:
    text = "id: x\ntitle: X\ndescription: X\nnodse: []\nnodes:\n  - title: N\n    dependsOn: [M]\n    topics: 1\n"
    said = [said for problem in read_text(text, path="x.yaml").problems for said in (problem.message, problem.hint)]
    assert len(said) == 8
    assert [text for text in said if text and not isinstance(text, Line)] == []
