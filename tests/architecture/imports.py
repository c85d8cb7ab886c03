"""Who may import whom: `roadmaps` <- `progress` -> `accounts`, and above them the web layer."""

from __future__ import annotations

import ast
import sys

from tests.architecture.files import APPS

FIRST_PARTY = {*APPS, "config", "tests"}
MAY_IMPORT = {
    "accounts": {"accounts"},
    "operation": {"operation"},
    "progress": {"accounts", "progress", "roadmaps"},
    "roadmaps": {"roadmaps"},
}
WEB = {"adapter", "admin", "context_processors", "forms", "management", "middleware", "templatetags", "urls", "views"}
PURE = ("progress.meter", "roadmaps.graph", "roadmaps.lanes", "roadmaps.layout", "roadmaps.documents", "roadmaps.sync")
KNOW_ROWS = (
    "apply", "former", "importing", "link_rows", "lock", "missing", "records", "runs", "snapshot", "tables", "undo",
)  # in roadmaps.sync; all else there is pure  # fmt: skip
NOT_PURE = tuple(f"roadmaps.sync.{module}" for module in KNOW_ROWS)
PURE_PACKAGES = {*sys.stdlib_module_names, "yaml"}


def find_forbidden_imports(path: str, text: str) -> list[str]:
    """One line for each import in the module at `path` that the table does not allow."""
    return [
        f"{path}:{line}: imports {module}: {reason}"
        for line, module in find_imports(path, text)
        if (reason := judge(path, module))
    ]


def find_imports(path: str, text: str) -> list[tuple[int, str]]:
    """(line, full name) of everything imported, names taken from a module as `module.name`, relative ones resolved."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = path.split("/")[: -node.level] if node.level else []
            module = ".".join([*parents, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def judge(path: str, module: str) -> str:
    """Why the file at `path` must not import `module`; empty if it may."""
    package, *rest = module.split(".")
    if _is_pure(path.removesuffix(".py").replace("/", ".")) and package not in PURE_PACKAGES and not _is_pure(module):
        return "pure modules know the standard library, yaml and each other"
    if package not in FIRST_PARTY:
        return ""
    app, *place = path.removesuffix(".py").split("/")
    if package == "tests":
        return "tests are no part of the product"
    if app == "config":
        return "" if package == "config" or path == "config/urls.py" else "only the site map knows the apps"
    if package == "config":
        return "settings come from django.conf"
    if not WEB.isdisjoint(place):
        return _judge_web(app, place, package, rest)
    if package not in MAY_IMPORT[app]:
        return f"{app} knows only {', '.join(sorted(MAY_IMPORT[app]))}"
    return "" if WEB.isdisjoint(rest) else "the web layer stands above"


def _judge_web(app: str, place: list[str], package: str, rest: list[str]) -> str:
    if package != app and "operation" in {package, app}:
        return "operation stands apart: it knows no other app, and none knows it"
    if "views" in rest and package != app:
        return "no view of another app"
    if "management" in place and package == "progress" and "actions" in rest:
        return "no command writes what a person has done"
    return ""


def _is_pure(module: str) -> bool:
    return _stands_in(module, PURE) and not _stands_in(module, NOT_PURE)


def _stands_in(module: str, parents: tuple[str, ...]) -> bool:
    """Whether `module` is one of the parents, or a name in one."""
    return f"{module}.".startswith(tuple(f"{parent}." for parent in parents))
