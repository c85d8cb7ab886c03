"""Problems as annotations of a review on GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest

from roadmaps.documents.annotations import annotate
from roadmaps.documents.problem import Problem, Severity

FOLDER = Path("/srv/site")


def tell(path: str, message: str = "wrong", **values: str) -> str:
    (line,) = annotate([Problem(path, 3, 7, Severity.ERROR, message, **values)], folder=FOLDER)
    return line


def test_error_and_warning_with_their_place() -> None:
    problems = [
        Problem("/srv/site/a.yaml", 2, 1, Severity.WARNING, "odd", code="unknown-key"),
        Problem("/srv/site/a.yaml", 3, 7, Severity.ERROR, "wrong", "write it right", "bad-value"),
        Problem("/srv/site/b.yaml", 1, 1, Severity.ERROR, "bad"),
    ]
    assert annotate(problems, folder=FOLDER) == [
        "::error file=a.yaml,line=3,col=7,title=Waymark (bad-value)::a.yaml:3:7: error: wrong (write it right)",
        "::error file=b.yaml,line=1,col=1,title=Waymark::b.yaml:1:1: error: bad",
        "::warning file=a.yaml,line=2,col=1,title=Waymark (unknown-key)::a.yaml:2:1: warning: odd",
    ]


def test_problem_without_a_line() -> None:
    assert annotate([Problem("a.yaml", 0, 0, Severity.ERROR, "bad")], folder=FOLDER) == [
        "::error file=a.yaml,title=Waymark::a.yaml: error: bad"
    ]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/site/trails/../a.yaml", "a.yaml"),
        ("./trails/a.yaml", "trails/a.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("/srv/site", "."),
        ("/srv/sites/a.yaml", "/srv/sites/a.yaml"),
        ("/tmp/a.yaml", "/tmp/a.yaml"),  # noqa: S108 - a path that nothing opens
    ],
)
def test_path_is_told_from_where_the_workflow_stands(path: str, shown: str) -> None:
    assert tell(path) == f"::error file={shown},line=3,col=7,title=Waymark::{shown}:3:7: error: wrong"


def test_what_github_would_read_as_its_own_is_escaped() -> None:
    """A message ends at a line's end, a property at a comma, the properties at two colons; % escapes."""
    assert tell("/srv/site/100%,a::b.yaml", "50 % ::error::, 25%0A") == (
        "::error file=100%25%2Ca%3A%3Ab.yaml,line=3,col=7,title=Waymark::"
        "100%25,a::b.yaml:3:7: error: 50 %25 ::error::, 25%250A"
    )


def test_line_ends_cannot_begin_another_command() -> None:
    line = tell("/srv/site/a\r\n::set-env name=A::b.yaml", "x\n::warning::y\r")
    assert line == (
        "::error file=a%0D%0A%3A%3Aset-env name=A%3A%3Ab.yaml,line=3,col=7,title=Waymark::"
        r"a\r\n::set-env name=A::b.yaml:3:7: error: x\n::warning::y\r"
    )


def test_path_that_is_no_utf8() -> None:
    assert tell("/srv/site/a\udcff.yaml").startswith("::error file=a?.yaml,")
    assert tell("/srv/site/a\udcff.yaml").isascii()
