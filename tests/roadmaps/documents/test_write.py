"""Writing: canonical text, and the law that reading gives back what was written."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.documents.read import read_file, read_text
from roadmaps.documents.write import write_text
from tests.roadmaps.documents.strategies import TRAPS, documents

REAL = Path(__file__).parents[2] / "data" / "machine-learning.md"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_reading_gives_back_what_was_written(document: RoadmapDoc) -> None:
    reading = read_text(write_text(document), path="x.yaml")
    assert reading.errors == ()
    assert reading.document == document


CANONICAL = """\
title: Small
id: small
description: |
  Two
  lines.
featured: true
language: "NO"
body: ""
nodes:
  - id: basics
    title: "12:30"
    dependsOn: []
    topics:
      - name: Loops
        description: >-
          {long}
        optional: false
        takeaways:
          - One
          - "2"
        codeSnippet: |2-
            x = 1

          y
        links:
          - title: "A: B"
            url: https://example.org/a?b=c#d
        references: []
"""


def test_canonical_text() -> None:
    topic = TopicDoc(
        name="Loops",
        description="word " * 30 + "end",
        optional=False,
        takeaways=("One", "2"),
        code_snippet="  x = 1\n\ny",
        links=(LinkDoc("A: B", "https://example.org/a?b=c#d"),),
        references=(),
    )
    document = RoadmapDoc(
        id="small",
        title="Small",
        description="Two\nlines.\n",
        featured=True,
        language="NO",
        body="",
        nodes=(NodeDoc("12:30", "basics", depends_on=(), topics=(topic,)),),
    )
    assert write_text(document) == CANONICAL.format(long="word " * 30 + "end")


@pytest.mark.parametrize("text", TRAPS)
def test_other_yaml_readers_see_the_same_texts(text: str) -> None:
    """A loader that types scalars takes none of ours for something else."""
    document = RoadmapDoc(id="a", title=text, description=text, tags=(text,), nodes=())
    seen = yaml.safe_load(write_text(document))
    assert (seen["title"], seen["description"], seen["tags"]) == (text, text, [text])


def test_real_file_keeps_its_meaning() -> None:
    document = read_file(REAL).document
    assert document is not None
    assert read_text(write_text(document), path="x.yaml").document == document
