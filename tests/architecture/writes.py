"""Only progress/actions/ writes what a person has done."""

from __future__ import annotations

import ast
import re

WRITERS = "progress/actions/"
VERBS = ["save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"]
WRITES = {*VERBS, *(f"a{verb}" for verb in VERBS)}
TABLES = {"Bookmark", "Change", "Finish", "Mark", "Note", "OwnLink", "Parting", "Report", "Tick", "Walk"}
RELATED = {
    "bookmarks", "changes", "finishes", "marks", "notes", "own_links", "partings", "reports", "ticks", "walks",
}  # fmt: skip
ROWS = {"bookmark", "change", "finish", "mark", "note", "own_link", "parting", "report", "tick", "walk", *RELATED}
NAMES = "|".join(name.lower() for name in sorted(TABLES))
RAW = re.compile(rf"\b(insert|update|delete)\b.*\bprogress_({NAMES})\b", re.IGNORECASE | re.DOTALL)


def find_writes(path: str, text: str) -> list[str]:
    """Each place in the module at `path` that writes a progress table, as far as names tell."""
    if path.startswith(WRITERS):
        return []
    tree = ast.parse(text)
    watched = TABLES | (ROWS if _knows_progress(path, tree) else set())
    return [
        f"{path}:{node.lineno}: writes a progress table"
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and (_calls_a_write(node, watched) or _is_raw_write(node))
    ]


def _knows_progress(path: str, tree: ast.AST) -> bool:
    imports = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return path.startswith("progress/") or "progress.models" in imports


def _calls_a_write(node: ast.expr, watched: set[str]) -> bool:
    """Whether this is `Mark.objects.create(...)`, `mark.save()`, `user.marks.all().delete()` or the like."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
        return False
    chain = _names_of(node.func.value)
    return not watched.isdisjoint(chain) or (len(chain) > 1 and not RELATED.isdisjoint(chain[1:]))


def _names_of(node: ast.expr) -> list[str]:
    """`user.marks.filter(...)` as ["user", "marks", "filter"]; what is no name or attribute ends the walk."""
    if isinstance(node, ast.Call):
        return _names_of(node.func)
    if isinstance(node, ast.Attribute):
        return [*_names_of(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


def _is_raw_write(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and RAW.search(node.value) is not None
