"""Building: texts to typed fields, by the table."""

import pytest

from roadmaps.documents.document import LinkDoc, NodeDoc, Question, RoadmapDoc, TopicDoc
from roadmaps.documents.read import read_text
from roadmaps.documents.reading import Reading

SMALL = "title: Small\ndescription: A small roadmap.\nnodes:\n  - id: basics\n    title: Basics\n"

FULL = """\
title: Full
id: Full-ID
aliases: [Old Name]
description: |
  Two
  lines.
featured: yes
image: cover.png
tags: [data, NO, 010]
language: NO
status: draft
discuss: https://example.org/talk
body: "*Hello*"
nodes:
  - id: basics
    aliases: []
    title: 12:30
    description: ~
    url: /basics
  - id: more
    title: More
    dependsOn: [basics]
    topics:
      - id: loops
        aliases: [C++]
        name: Loops
        description: 2024-01-02
        difficulty: advanced
        optional: off
        duration: 2-3 hours
        prerequisites: []
        takeaways: [Repeat]
        codeSnippet: |
          for x in y:
              print(x)
        codeLanguage: python
        videoUrl: https://example.org/video
        reviewed: 2026-05-01
        questions: [{ask: "Why?", answer: Because.}]
        sameAs: other/loops
        links: [{title: A, url: "HTTPS://Example.org/a", medium: docs, paid: true}]
        references: [{title: B, url: https://example.org/b}]
"""


FULL_DOC = RoadmapDoc(
    id="full-id",
    title="Full",
    description="Two\nlines.\n",
    aliases=("old-name",),
    featured=True,
    image="cover.png",
    tags=("data", "NO", "010"),
    language="NO",
    status="draft",
    discuss="https://example.org/talk",
    body="*Hello*",
    nodes=(
        NodeDoc(title="12:30", id="basics", aliases=(), description="", url="/basics"),
        NodeDoc(
            title="More",
            id="more",
            depends_on=("basics",),
            topics=(
                TopicDoc(
                    name="Loops",
                    id="loops",
                    aliases=("c-plus-plus",),
                    description="2024-01-02",
                    difficulty="advanced",
                    optional=False,
                    duration="2-3 hours",
                    prerequisites=(),
                    takeaways=("Repeat",),
                    code_snippet="for x in y:\n    print(x)\n",
                    code_language="python",
                    video_url="https://example.org/video",
                    reviewed="2026-05-01",
                    questions=(Question("Why?", "Because."),),
                    same_as="other/loops",
                    links=(LinkDoc("A", "https://example.org/a", "docs", True),),
                    references=(LinkDoc("B", "https://example.org/b"),),
                ),
            ),
        ),
    ),
)


def read_lines(text: str, path: str = "x.yaml") -> list[str]:
    return [str(problem) for problem in read_text(text, path=path, default_id="x").problems]


def test_every_field() -> None:
    reading = read_text(FULL, path="x.yaml")
    assert [problem.code for problem in reading.problems] == ["link-relative"]
    assert reading.document == FULL_DOC


def test_what_the_file_does_not_say_is_none() -> None:
    reading = read_text(SMALL, path="x.yaml", default_id="x")
    assert reading == Reading(
        "x.yaml",
        RoadmapDoc("x", "Small", "A small roadmap.", (NodeDoc("Basics", "basics"),)),
        (),
        reading.positions,
    )


@pytest.mark.parametrize("empty", ["", "~", "null", '""'])
def test_empty_clears(empty: str) -> None:
    fields = "".join(f"        {key}: {empty}\n" for key in ("takeaways", "duration", "links"))
    topic = f"    topics:\n      - name: Loops\n{fields}"
    document = read_text(SMALL + topic, path="x.yaml", default_id="x").document
    assert document is not None
    assert document.nodes[0].topics == (TopicDoc("Loops", takeaways=(), duration="", links=()),)


def test_null_in_quotes_is_a_text() -> None:
    document = read_text(SMALL.replace("Basics", '"null"'), path="x.yaml", default_id="x").document
    assert document is not None
    assert document.nodes[0].title == "null"


def test_missing_name_has_one_problem_only() -> None:
    assert read_lines(SMALL + "    topics:\n      - difficulty: beginner\n") == [
        "x.yaml:7:9: error: a topic needs `name`"
    ]


def test_warnings_leave_the_document() -> None:
    topics = "    topics:\n      - name: A\n        duration: soon\n        videoUrl: '#a'\n        links:\n"
    links = "          - {title: A, url: '#a'}\n          - {title: B, url: https://b.org}\n"
    reading = read_text(SMALL + topics + links, path="x.yaml", default_id="x")
    assert [(problem.line, problem.code) for problem in reading.problems] == [
        (8, "unknown-duration"), (9, "link-dropped"), (11, "link-dropped"),
    ]  # fmt: skip
    assert reading.errors == ()
    assert reading.document is not None
    assert reading.document.nodes[0].topics == (
        TopicDoc("A", duration="soon", video_url="", links=(LinkDoc("B", "https://b.org"),)),
    )


def test_link_base_settles_links_within_the_site() -> None:
    text = SMALL + "    url: /basics\n"
    assert [problem.code for problem in read_text(text, path="x.yaml", default_id="x").problems] == ["link-relative"]
    assert read_text(text, path="x.yaml", default_id="x", link_base="https://a.org").problems == ()


def test_roadmap_without_nodes_is_warned_of_only_when_it_says_so() -> None:
    reading = read_text("title: A\ndescription: B\nnodes: []\n", path="x.yaml", default_id="x")
    assert [str(problem) for problem in reading.problems] == ["x.yaml:3:8: warning: the roadmap has no nodes"]
    assert reading.document == RoadmapDoc("x", "A", "B", ())


def test_roadmap_without_an_id_and_without_a_default() -> None:
    lines = [str(problem) for problem in read_text(SMALL, path="x.yaml").problems]
    assert lines == ["x.yaml:1:1: error: the roadmap has no id (give it an `id:`)"]


def test_bad_id_is_told_once() -> None:
    lines = [str(problem) for problem in read_text("id: a_b\n" + SMALL, path="x.yaml").problems]
    assert lines == ["x.yaml:1:5: error: `id`: 'a_b' is not a key (write 'a-b')"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("title: [a]", "`title` is one text, not a list"),
        ("title: {a: b}", "`title` is one text, not keys and values"),
        ("tags: a", "`tags` is a list (begin each entry with `- `)"),
        ("tags: {a: b}", "`tags` is a list (begin each entry with `- `)"),
        ("tags: [a: b]", "an entry of `tags` is one text (a text with `: ` in it needs quotes)"),
        ("tags: [a, '']", "`tags` has an empty entry (remove it)"),
    ],
)
def test_wrong_shape(line: str, problem: str) -> None:
    text = SMALL if line.startswith("tags") else SMALL.removeprefix("title: Small\n")
    (found,) = read_lines(f"{line}\n{text}")
    assert found.split(" error: ")[1] == problem


def test_refused_part_has_one_problem_only() -> None:
    lines = read_lines(SMALL.replace("Small", "*a") + "  - *b\n")
    assert [line.split(" error: ")[1] for line in lines] == [
        "the alias *a is not allowed (write the value out)",
        "the alias *b is not allowed (write the value out)",
    ]


@pytest.mark.parametrize("text", ["a", "[a, b]", "- a\n", "*a"])
def test_text_that_is_no_roadmap(text: str) -> None:
    (line,) = [line for line in read_lines(text) if "alias" not in line]
    assert line == "x.yaml:1:1: error: a roadmap is a list of `key: value` lines (it begins with `title:`)"


def test_mark_that_becomes_two() -> None:
    text = SMALL.replace("Basics", "a" + "\u0344" * 20)
    assert [problem.code for problem in read_text(text, path="x.yaml", default_id="x").problems] == ["character"]


def test_refused_entry_of_a_list_of_texts_has_one_problem_only() -> None:
    text = SMALL + "tags: [a, *b, c]\n"
    assert [problem.code for problem in read_text(text, path="x.yaml", default_id="x").problems] == ["alias"]
