"""YAML to a tree of texts: nothing is constructed, nothing surprises."""

import pytest
import yaml

from roadmaps.documents import events
from roadmaps.documents.events import has_top_key, read_tree
from roadmaps.documents.places import Position, Problems
from roadmaps.documents.tree import Mapping, Sequence, Tree, position_of, text_of


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The C parser, and the one that stands in where it is missing."""
    monkeypatch.setattr(events, "LOADER", getattr(yaml, request.param))


def read_problems(text: str) -> list[tuple[int, int, str]]:
    problems = Problems("a.yaml")
    read_tree(text, problems)
    return [(problem.line, problem.column, problem.code) for problem in problems.found]


def test_tree_keeps_texts_as_typed_and_where_they_stand() -> None:
    problems = Problems("a.yaml")
    tree = read_tree("é: NO\nb: [010, '12:30']\nc: ~\nd: '~'\ne:\nf: {g: h}\n", problems, first_line=2)
    assert problems.found == []
    assert isinstance(tree, Mapping)
    assert position_of(tree) == (2, 1)
    assert [(key, position_of(leaf)) for key, leaf in tree.keys.items()] == [
        ("é", (2, 1)), ("b", (3, 1)), ("c", (4, 1)), ("d", (5, 1)), ("e", (6, 1)), ("f", (7, 1)),
    ]  # fmt: skip
    assert [describe(value) for value in tree.values.values()] == [
        ("NO", (2, 4)),
        ([("010", (3, 5)), ("12:30", (3, 10))], (3, 4)),
        ("", (4, 4)),
        ("~", (5, 4)),
        ("", (6, 3)),
        ({"g": ("h", (7, 8))}, (7, 4)),
    ]


def describe(tree: Tree) -> tuple[object, Position]:
    """What stands there and where."""
    if isinstance(tree, Sequence):
        return [describe(item) for item in tree.items], position_of(tree)
    if isinstance(tree, Mapping):
        return {key: describe(value) for key, value in tree.values.items()}, position_of(tree)
    assert isinstance(tree, yaml.ScalarEvent)
    return text_of(tree), position_of(tree)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_nothing_to_read(text: str) -> None:
    problems = Problems("a.yaml")
    assert read_tree(text, problems) is None
    assert problems.found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1", [(1, 4, "anchor")]),
        ("a: &x [1]", [(1, 4, "anchor")]),
        ("a: *x", [(1, 4, "alias")]),
        ("[*x]", [(1, 2, "alias")]),
        ("*x : a", [(1, 1, "alias")]),
        ("<<: {a: b}", [(1, 1, "merge-key")]),
        ("a: !!str b", [(1, 4, "tag")]),
        ("a: ! b", [(1, 4, "tag")]),
        ("a: !!python/object/apply:os.system [ls]", [(1, 4, "tag")]),
        ("%YAML 1.1\n---\na: b", [(1, 1, "directive")]),
        ("%TAG ! x:\n---\na: b", [(1, 1, "directive")]),
        ("a: b\n---\nc: d", [(2, 1, "two-documents")]),
        ("a: b\n...\n---\n", [(3, 1, "two-documents")]),
        ("a: b\na: c", [(2, 1, "duplicate-key")]),
        ("a: b\n'a': c\nd: e", [(2, 1, "duplicate-key")]),
        ("[a]: b", [(1, 1, "bad-key")]),
        ("{a: b}: c", [(1, 1, "bad-key")]),
        ("? \n: b", [(1, 2, "bad-key")]),
        ("~: b", [(1, 1, "bad-key")]),
        ("[a]: {b: [c]}\n'': d", [(1, 1, "bad-key"), (2, 1, "bad-key")]),
        ("'<<': b", [(1, 1, "merge-key")]),
        ("a: [{b: c}, d, &x e]", [(1, 16, "anchor")]),
        ("&x a: *y", [(1, 1, "anchor"), (1, 7, "alias")]),
        ("[" * 13, [(1, 13, "too-deep")]),
        ("- " * 13 + "a", [(1, 25, "too-deep")]),
        ("[" * 100_000, [(1, 13, "too-deep")]),
    ],
)
def test_refusals(text: str, found: list[tuple[int, int, str]]) -> None:
    # the parsers place an empty key and an anchored one a character apart
    assert [(line, code) for line, _, code in read_problems(text)] == [(line, code) for line, _, code in found]


def test_twelve_levels_are_allowed() -> None:
    assert read_problems("[" * 12 + "]" * 12) == []


def test_merge_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 {x: 1}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 20))]
    assert {code for _, _, code in read_problems("\n".join(lines))} == {"anchor", "alias", "merge-key"}


def test_too_many_parts_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_EVENTS", 10)
    assert read_problems("[a, a, a, a, a, a, a, a, a]") == [(1, 23, "too-many")]


def test_too_many_faults_end_the_reading() -> None:
    found = read_problems("[" + "*a, " * 2_000 + "]")
    assert len(found) == 1_001
    assert found[-1][2] == "too-many"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\n\tc: d", 2, "a tab in the indentation"),
        ("a: b\nc: @d", 2, "a text cannot begin with @"),
        ("a: b\nc: d: e", 2, "mapping values are not allowed"),
        ("a: b\nc: 'd", 2, ""),
        ("a: b\nc: [d", 2, "','"),
        ("a:\n - b\n  c: d", 3, ""),
    ],
)
def test_broken_yaml(text: str, line: int, words: str) -> None:
    problems = Problems("a.yaml")
    assert read_tree(text, problems) is None
    (problem,) = problems.found
    assert words in problem.message
    assert line <= problem.line <= line + 1
    assert problem.code in {"syntax", "tab"}


@pytest.mark.parametrize(
    "text",
    [
        "nodes:\n",
        "a: b\nnodes: []\n",
        '"nodes" : []\n',
        "{title: a, nodes: []}",
        "  a: b\n  nodes:\n",
        "nodes:\n\t-",
        "a: [b, {c: d}]\nb: {}\n? nodes\n: []\n",
    ],
)
def test_has_top_key(text: str) -> None:
    assert has_top_key(text, "nodes")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: nodes",
        "a:\n  nodes: []\n",
        "nodesx: []\n",
        "- a\n",
        "a: {nodes: []}",
        "a: |\n  nodes: b\n",
        "a: [",
        "[" * 50,
    ],
)
def test_has_no_top_key(text: str) -> None:
    assert not has_top_key(text, "nodes")


def test_fault_behind_the_end_is_told_at_the_end() -> None:
    assert read_problems("a: b\ncd") == [(2, 3, "syntax")]


def test_long_name_of_an_anchor_is_cut() -> None:
    problems = Problems("a.yaml")
    read_tree(f"a: &{'x' * 100} b", problems)
    assert [problem.message for problem in problems.found] == [f"the anchor &{'x' * 58}… is not allowed"]
