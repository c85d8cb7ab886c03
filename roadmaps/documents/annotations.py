"""Problems as workflow commands of GitHub Actions, which show them beside the lines of a review.

The form and what is escaped: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from roadmaps.documents.problem import Problem


def annotate(problems: Iterable[Problem], *, folder: Path | str) -> list[str]:
    """A line for each problem: errors first, for of one step GitHub shows ten of each kind and drops the rest.

    `folder`: the working directory; paths below it are told relative to it. The message
    begins with the place as well: a log shows nothing else.
    """
    ranked = sorted(problems, key=lambda problem: not problem.is_error)
    return [_annotate(problem, Path(folder)) for problem in ranked]


def _annotate(problem: Problem, folder: Path) -> str:
    path = _find_path(problem.path, folder)
    place = {"line": str(problem.line), "col": str(problem.column)} if problem.line else {}
    title = f"Waymark ({problem.code})" if problem.code else "Waymark"
    properties = {"file": path, **place, "title": title}
    named = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{problem.severity.value} {named}::{_escape_message(str(replace(problem, path=path)))}"


def _find_path(path: str, folder: Path) -> str:
    """The path as GitHub knows the file; bytes that are no UTF-8 are shown as question marks."""
    whole = Path(os.path.normpath(folder / path))
    known = os.path.relpath(whole, folder) if whole.is_relative_to(folder) else path
    return known.encode("utf-8", "replace").decode("utf-8")


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
