"""Who may go where. The table names every route; each number is the status of an answer.

Roadmap addresses lead to one that was archived: Ada, who walked it, and editors see it, nobody else. What else an
address names is Ada's: the batch of the undo, the person, marks, changes and report of the admin.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction

from progress.models import Change, Mark
from tests.probes.production import Browser
from tests.probes.routes import find_address, list_routes
from tests.probes.world import SECRET, World

TABLE = Path(__file__).parent / "access.txt"
METHODS = ("GET", "POST")

pytestmark = pytest.mark.django_db


def read_table() -> dict[str, dict[str, str]]:
    """route -> method -> the statuses for guest, eve, ada, editor and chief."""
    lines = [line.split(" | ") for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {route.strip(): {"GET": get.strip(), "POST": post.strip()} for route, get, post in lines}


def test_every_route_is_in_the_table() -> None:
    routes, table = list_routes(), read_table()
    new = [route for route in routes if route not in table]
    gone = [route for route in table if route not in routes]
    assert not new, f"{TABLE}: say who may go there, as guest eve ada editor chief: {new}"
    assert not gone, f"{TABLE}: these are no longer routes: {gone}"


@pytest.mark.parametrize("part", ["admin", "accounts", "roadmaps", ""])
def test_nobody_gets_further_than_the_table_says(world: World, part: str) -> None:
    table, browsers = read_table(), world.browsers()
    parts = ("admin", "accounts", "roadmaps")
    mine = [route for route in table if (route.split("/")[0] if route.split("/")[0] in parts else "") == part]
    found = {route: {method: ask(browsers, method, find_address(route, world)) for method in METHODS} for route in mine}
    wrong = [show(route, found[route]) for route in mine if found[route] != table[route]]
    assert not wrong, "\n".join(["answered, unlike the table:", *wrong])
    assert mine


def ask(browsers: dict[str, Browser], method: str, address: str) -> str:
    """The statuses that each of them gets. What a press changed is put back before the next."""
    return " ".join(str(try_once(browser, method, address)) for browser in browsers.values())


def try_once(browser: Browser, method: str, address: str) -> int:
    cookies = SimpleCookie(browser.cookies.output(header=""))
    with transaction.atomic():
        status: int = browser.generic(method, address).status_code
        transaction.set_rollback(True)
    browser.cookies = cookies
    return status


def show(route: str, statuses: dict[str, str]) -> str:
    return f"{route} | {statuses['GET']} | {statuses['POST']}"


def test_an_undo_is_only_ones_own(world: World) -> None:
    address = f"/undo/{world.rows['batch']}/"
    before = list(Mark.objects.order_by("pk").values())

    for browser in (Browser(), Browser(world.eve), Browser(world.editor), Browser(world.chief)):
        assert browser.post(address).status_code == 302
        assert list(Mark.objects.order_by("pk").values()) == before
    Browser(world.ada).post(address)

    assert list(Mark.objects.order_by("pk").values()) != before


def test_only_ada_reads_what_is_hers(world: World) -> None:
    batch = Change.objects.filter(user=world.ada).earliest("pk").batch
    addresses = [
        "/notes/", "/notes.md", "/settings/data/", "/roadmaps/rope/", "/roadmaps/rope/-/notes/",
        "/roadmaps/rope/start/knots/",
    ]  # fmt: skip
    ada = Browser(world.ada)
    assert [address for address in addresses if SECRET not in ada.get(address).content.decode()] == []
    assert b"Knots of rope" in ada.get(f"/history/?batch={batch}").content

    public = [
        *addresses,
        f"/history/?batch={batch}",
        f"/search/?q={SECRET}",
        "/roadmaps/rope.md",
        "/roadmaps/rope.yaml",
    ]
    for browser in (Browser(), Browser(world.eve), Browser(world.editor), Browser(world.chief)):
        leaks = [address for address in public if SECRET in browser.get(address).content.decode().replace("?q=", "")]
        assert [address for address in leaks if "search" not in address] == []
        assert b"Knots of rope" not in browser.get(f"/history/?batch={batch}").content


def test_another_ones_link_note_and_tick_stay(world: World) -> None:
    sheet = "/roadmaps/rope/start/knots/"
    link = world.ada.own_links.get(topic__roadmap=world.rope)
    eve = Browser(world.eve)

    eve.post(f"{sheet}own-links/", {"remove": link.pk})
    eve.post(f"{sheet}note/", {"text": "mine now", "version": "1", "by": str(world.ada.pk)})
    eve.post(f"{sheet}note/", {"text": "mine now", "version": "0", "by": str(world.eve.pk)})
    eve.post(f"{sheet}tick/", {"kind": "takeaway", "target": "Tie a bowline", "on": "0"})
    eve.post("/reset/")

    assert world.ada.own_links.filter(pk=link.pk).exists()
    assert world.ada.notes.get(topic__roadmap=world.rope).text == f"Note: {SECRET}"
    assert [note.text for note in world.eve.notes.all()] == ["mine now"]
    assert (world.ada.ticks.count(), world.ada.marks.filter(status="done").count()) == (2, 2)
