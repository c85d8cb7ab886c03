"""How long things may be, and how long the functions are."""

from __future__ import annotations

import ast
from statistics import median

LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 8
LONGEST_FILE = {".py": 300, ".html": 120, ".css": 200, ".js": 80}


def find_long_files(path: str, text: str) -> list[str]:
    """The file at `path`, if it has more lines than its kind may have."""
    lines = len(text.splitlines())
    limits = [limit for suffix, limit in LONGEST_FILE.items() if path.endswith(suffix)]
    return [f"{path}: {lines} lines, at most {limit}" for limit in limits if lines > limit]


def find_long_functions(path: str, text: str) -> list[str]:
    """Each function of more than LONGEST_FUNCTION lines, decorators not counted."""
    return [
        f"{path}:{line}: {name} has {length} lines, at most {LONGEST_FUNCTION}"
        for line, name, length in measure_functions(text)
        if length > LONGEST_FUNCTION
    ]


def median_length(texts: list[str]) -> float:
    """Lines of the function in the middle, over all modules."""
    return median(length for text in texts for _line, _name, length in measure_functions(text))


def measure_functions(text: str) -> list[tuple[int, str, int]]:
    """(line, name, lines) of each function and method."""
    return [
        (node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
