"""docs/security.md names tests; each of them exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| V")]
LEVEL_1 = {
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2],
    "1.5": [1],
    "2.1": [1],
    "2.2": [1, 2],
    "2.3": [1],
    "3.2": [1, 2],
    "3.3": [1],
    "3.4": [1, 2],
    "3.5": [1, 2, 3],
    "4.1": [1],
    "4.4": [1],
    "5.2": [1, 2],
    "5.3": [1, 2],
    "6.1": [1],
    "6.2": [1, 2, 3, 4, 5, 6, 7, 8],
    "6.3": [1, 2],
    "6.4": [1, 2],
    "7.2": [1, 2, 3, 4],
    "7.4": [1, 2],
    "8.1": [1],
    "8.2": [1, 2],
    "8.3": [1],
    "9.1": [1, 2, 3],
    "9.2": [1],
    "10.4": [1, 2, 3, 4, 5],
    "11.3": [1, 2],
    "11.4": [1],
    "12.1": [1],
    "12.2": [1, 2],
    "13.4": [1],
    "14.2": [1],
    "14.3": [1],
    "15.1": [1],
    "15.2": [1],
    "15.3": [1],
}
"""Section -> the numbers of its requirements of level 1, in version 5.0.0."""


def list_tests(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_test_that_is_named_exists() -> None:
    missing = [f"{path}::{name}" for path, name in NAMED if not (ROOT / path).exists()]
    missing += [f"{path}::{name}" for path, name in NAMED if name and name not in list_tests(path)]
    assert missing == []
    assert len(NAMED) > 30


def test_each_line_says_how_it_stands() -> None:
    """What is met names its test; everything else gives its reason."""
    states = [row[2] for row in ROWS]
    assert [
        state for state in states if not re.match(r"met.*`tests/|not met\b.*: \S|operator's\b.* \S|not here: \S", state)
    ] == []


def test_all_of_the_first_level_stand_here() -> None:
    """Requirements of another level carry its number."""
    named = {row[0] for row in ROWS if "(" not in row[0]}
    wanted = {f"V{section}.{number}" for section, numbers in LEVEL_1.items() for number in numbers}
    assert named == wanted
    assert len(wanted) == 70
