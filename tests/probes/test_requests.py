"""The site asks no other machine for anything that a person names: nothing of ours fetches at all."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.files import list_code, read
from tests.probes.production import Browser
from tests.probes.world import World

FETCHING = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "socket", "smtplib"}
FETCHERS = {"operation/doctor/site.py": {"smtplib"}}  # names its errors; the server it asks is that of the settings
"""module -> what it fetches with. One that is added here needs tests of schemes, private addresses and redirects."""
INWARD = [
    "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:6379/", "http://[::1]:5432/", "http://localhost/admin/",
    "http://0x7f000001/", "http://2130706433/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "https://internal/",
]  # fmt: skip
SHEET = "/roadmaps/rope/start/knots/"


def list_imports(text: str) -> set[str]:
    """Names of modules that a text imports, at its top or inside."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_of_ours_fetches() -> None:
    found = {path: list_imports(read(path)) & FETCHING for path in list_code()}

    assert {path: names for path, names in found.items() if names} == FETCHERS


def test_the_search_finds_one_that_would() -> None:
    assert list_imports("def a():\n    from urllib import request") & FETCHING == {"urllib.request"}


@pytest.mark.django_db
@pytest.mark.parametrize("url", INWARD)
def test_an_address_that_points_inward_is_kept_as_text(world: World, url: str) -> None:
    """A connection that is tried to any machine but this one fails the test; to this one nothing listens."""
    browser = Browser(world.ada)

    for path, fields in (
        ("own-links/", {"url": url, "title": "Inside"}),
        ("evidence/", {"url": url}),
        ("report/", {"kind": "suggest", "url": url, "text": ""}),
    ):
        assert browser.post(f"{SHEET}{path}", fields).status_code in (200, 302, 422)
    assert browser.get(SHEET).status_code == 200
