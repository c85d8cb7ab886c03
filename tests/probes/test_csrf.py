"""Nothing changes but by a form of our own: every route refuses a POST from elsewhere, and no GET changes a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from progress.models import Mark
from tests.probes.production import HOST, Browser
from tests.probes.routes import ASKED_BY_MACHINES, find_address, list_routes
from tests.probes.world import World

pytestmark = pytest.mark.django_db

PASSING = {"django_session"}
"""Tables of passing things: a page may keep a message or a token there."""
EXEMPT = dict.fromkeys(ASKED_BY_MACHINES, 405)
"""route -> what it answers to any POST, where that is not the refusal of a token: it takes none, from nobody."""


Askers = tuple[tuple[Browser, dict[str, str]], ...]


def read_token(browser: Browser) -> str:
    """The token of a form on a page, as this browser was given it."""
    browser.get("/roadmaps/")
    return str(browser.cookies[settings.CSRF_COOKIE_NAME].value)


def list_ways(world: World) -> dict[str, tuple[Browser, dict[str, str], dict[str, str]]]:
    """name -> (browser, fields, headers) of a POST that is not ours to take."""
    stranger_token = read_token(Browser(world.eve))
    browsers = {name: Browser(world.chief) for name in ("none", "another's", "origin", "referer", "no origin")}
    own = {name: {"csrfmiddlewaretoken": read_token(browser)} for name, browser in browsers.items()}
    home = {"origin": f"https://{HOST}"}
    return {
        "no token": (browsers["none"].enforcing(), {}, home),
        "another session's token": (
            browsers["another's"].enforcing(), {"csrfmiddlewaretoken": stranger_token}, home,
        ),
        "from another site": (browsers["origin"].enforcing(), own["origin"], {"origin": "https://evil.example"}),
        "by a link of another site": (
            browsers["referer"].enforcing(), own["referer"], {"referer": f"https://evil.example/{HOST}/"},
        ),
        "from nowhere": (browsers["no origin"].enforcing(), own["no origin"], {}),
        "from a sandbox": (browsers["no origin"].enforcing(), own["no origin"], {"origin": "null"}),
    }  # fmt: skip


def test_every_route_refuses_a_post_that_is_not_ours(world: World) -> None:
    refusals = {find_address(route, world): EXEMPT.get(route, 403) for route in list_routes()}
    ways = list_ways(world)
    before = read_rows()

    taken = [
        f"{address}: {way}: {status}"
        for address, refusal in refusals.items()
        for way, (browser, fields, headers) in ways.items()
        # In the admin one way has to do: the check stands before all of them, and is the same.
        if way == "no token" or not address.startswith("/admin/")
        if (status := browser.post(address, fields, headers=headers).status_code) != refusal
    ]

    assert not taken, "\n".join(taken)
    assert list_changes(before, read_rows()) == []


def test_ours_is_taken(world: World) -> None:
    browser = Browser(world.eve)
    token = read_token(browser)

    answer = browser.enforcing().post(
        "/roadmaps/rope/start/knots/mark/",
        {"status": "done", "csrfmiddlewaretoken": token},
        headers={"origin": f"https://{HOST}"},
    )

    assert answer.status_code == 302
    assert Mark.objects.get(user=world.eve).status == "done"


def test_no_get_changes_a_row(world: World) -> None:
    """Nor does one with the fields of a form."""
    query = {
        "status": "skipped",
        "on": "1",
        "text": "no",
        "theme": "dark",
        "language": "de",
        "why": "no",
        "remove": "1",
    }
    addresses = [find_address(route, world) for route in list_routes()]
    browsers: Askers = ((Browser(), {}), (Browser(world.ada), query), (Browser(world.chief), {}))
    before = read_rows()

    for browser, fields in browsers:
        for address in addresses:
            browser.get(address, fields)

    assert list_changes(before, read_rows()) == []


def read_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in PASSING]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def list_changes(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [f"{label}: {before[label]} -> {rows}" for label, rows in after.items() if rows != before[label]]
