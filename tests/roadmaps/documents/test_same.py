"""Where `sameAs` leads, across files and site."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from roadmaps.documents.files import read_all
from roadmaps.documents.read import read_text
from roadmaps.documents.reading import Known, Reading
from roadmaps.documents.same import Target, check_same_topics

HINT = "write roadmap/topic as their ids are, or import that roadmap too"


def read(key: str, *topics: str, more: str = "") -> Reading:
    """A file of one node with topics as flow mappings."""
    lines = "".join(f"      - {{{topic}}}\n" for topic in topics)
    text = f"title: {key}\ndescription: All of it.\n{more}nodes:\n  - id: one\n    title: One\n    topics:\n{lines}"
    return read_text(text, path=f"{key}.yaml", default_id=key)


def check(*readings: Reading) -> list[str]:
    return [str(problem) for problem in check_same_topics(readings)]


def test_a_star_is_fine() -> None:
    math = read("math", "id: algebra, name: Algebra")
    assert check(math, *(read(key, "id: a, name: A, sameAs: math/algebra") for key in ("ml", "ai"))) == []


def test_nothing_is_asked_where_nothing_is_named() -> None:
    def refuse(addresses: Collection[str]) -> Mapping[str, Target]:
        raise AssertionError

    broken = read_text("", path="c.yaml")
    assert check_same_topics([read("math", "id: a, name: A"), broken], refuse) == ()


def test_a_topic_that_is_not_there() -> None:
    ml = read("ml", "id: a, name: A, sameAs: math/algebra")
    said = f"ml.yaml:7:34: warning: `sameAs` names 'math/algebra', and there is no such topic ({HINT})"
    assert check(ml) == [said]
    assert check(ml, read("math", "id: calculus, name: Calculus")) == [said]


@pytest.mark.parametrize("more", ["", "aliases: [maths]\n"])
def test_a_former_id_is_told_with_the_present_one(more: str) -> None:
    math = read("math", "id: linear, name: Algebra, aliases: [algebra]", more=more)
    named = "maths/linear" if more else "math/algebra"
    assert check(math, read("ml", f"id: a, name: A, sameAs: {named}")) == [
        f"ml.yaml:7:34: warning: `sameAs` names '{named}', which is 'math/linear' now (write math/linear)"
    ]


def test_a_chain_and_a_circle() -> None:
    one, two = (read(key, f"id: a, name: A, sameAs: {other}/a") for key, other in (("one", "two"), ("two", "one")))
    hint = "let all of them name one topic that has no `sameAs`"
    assert check(one, two) == [
        f"one.yaml:7:34: warning: `sameAs` names 'two/a', which is itself the same as 'one/a' ({hint})",
        f"two.yaml:7:34: warning: `sameAs` names 'one/a', which is itself the same as 'two/a' ({hint})",
    ]


def test_the_site_knows_what_no_file_says_and_a_file_goes_before_it() -> None:
    asked: list[set[str]] = []

    def find(addresses: Collection[str]) -> Mapping[str, Target]:
        asked.append(set(addresses))
        return {"physics/vectors": Target("physics/vectors", "")}

    known = Reading("physics.yaml", None, (), known=Known("physics"))
    math = read("math", "id: algebra, name: Algebra")
    ml = read("ml", "id: a, name: A, sameAs: math/algebra", "id: b, name: B, sameAs: physics/vectors")
    assert check_same_topics([math, ml, known], find) == ()
    assert asked == [{"physics/vectors"}]


def test_a_folder_keeps_the_places(tmp_path: Path) -> None:
    text = "title: Small\ndescription: All.\nnodes:\n  - id: one\n    title: One\n    topics:\n"
    (tmp_path / "ml.yaml").write_text(f"{text}      - id: a\n        name: A\n        sameAs: math/algebra\n")
    [problem] = read_all([tmp_path]).problems
    assert (problem.line, problem.column, problem.code, problem.is_error) == (9, 17, "same-as-nothing", False)
