"""A walk over pages whose every word is hostile: a real browser runs none of them, and has nothing to refuse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from accounts.models import User
from tests.journeys.conftest import Visit
from tests.probes import hostile
from tests.probes.world import World, make_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ELEMENTS = """() => [...document.querySelectorAll('*')].map(
    element => [element.localName, Object.fromEntries([...element.attributes].map(one => [one.name, one.value]))])"""
SHEET = "/roadmaps/rope/start/knots/"
LEARNERS = [
    "/", "/roadmaps/", f"/roadmaps/?q={hostile.ATTACKS[0]}", "/roadmaps/rope/", "/roadmaps/rope/?view=map",
    "/roadmaps/rope/start/", SHEET, "/roadmaps/rope/-/notes/", "/roadmaps/rope/-/history/", "/roadmaps/rope/-/know/",
    "/roadmaps/rope/-/why/", "/roadmaps/hidden/", "/notes/", "/history/", "/search/?q=q", "/settings/",
    "/settings/sessions/",
]  # fmt: skip
GUESTS = ["/", "/roadmaps/rope/", SHEET, "/accounts/login/?next=/<pwned>", "/accounts/signup/"]


@pytest.fixture
def world(transactional_db: None) -> World:
    world = make_world()
    hostile.plant(world)
    return world


def list_desks(world: World) -> list[str]:
    """Pages of the admin: lists, and the form of a row of each."""
    rows = {"roadmaps": ("roadmap", "node", "topic", "link", "importrun"), "progress": ("report", "mark"),
            "accounts": ("user",), "usersessions": ("usersession",)}  # fmt: skip
    forms = [f"/admin/{app}/{name}/{world.rows[name].pk}/change/" for app, names in rows.items() for name in names]
    lists = [f"/admin/{app}/{name}/" for app, name in (("roadmaps", "topic"), ("progress", "report"))]
    return ["/admin/", *lists, *forms]


class Walker:
    """Walks in one browser, and keeps every dialog that opens."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        page.on("dialog", self.refuse)

    def refuse(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def walk(self, addresses: list[str]) -> dict[str, list[str]]:
        """Address -> the elements there that came from a text."""
        wrong = {}
        for address in addresses:
            self.page.goto(address)
            if found := self.look():
                wrong[address] = found
        return wrong

    def look(self) -> list[str]:
        return hostile.list_born(map(tuple, self.page.evaluate(ELEMENTS)))


@pytest.mark.parametrize("who", ["ada", "guest", "chief"])
def test_nothing_runs(visit: Visit, world: World, who: str, watch: object) -> None:
    """`watch` fails for each violation of the policy, each error of a page, and each request to another host."""
    person: User | None = getattr(world, who, None)
    walker = Walker(visit(signed_in=person))

    wrong = walker.walk({"ada": LEARNERS, "guest": GUESTS, "chief": list_desks(world)}[who])

    assert wrong == {}
    assert walker.dialogs == []


def test_nothing_runs_of_what_arrives_later(visit: Visit, world: World) -> None:
    """The panel of a topic, results that are typed for, a note that is saved: all put into a page that stands."""
    walker = Walker(visit(signed_in=world.ada))
    page = walker.page
    page.goto("/roadmaps/rope/")
    page.locator("[data-open-topic]").first.dispatch_event("click")  # what is done is folded away
    expect(page.locator("[data-note-view]")).to_contain_text("pwned")
    assert walker.look() == []
    page.goto("/search/")
    page.get_by_role("searchbox").first.fill("pwned")
    expect(page.get_by_role("main")).to_contain_text("pwned=")
    assert walker.look() == []
    assert walker.dialogs == []
