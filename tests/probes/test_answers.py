"""What answers say of themselves: who may keep them, and what a browser may do with them.

What is one person's is kept by nobody else: no shared cache stores it, nobody is answered 304 for it. No answer goes
out without the headers of safety: not a page, a file, an error, nor what machines ask.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponseBase
from pytest_django import DjangoDbBlocker

from config.safety import HEADERS
from operation.middleware import PROBES
from tests.probes.production import Browser
from tests.probes.routes import find_address, list_routes
from tests.probes.world import SECRET, World

pytestmark = pytest.mark.django_db

SHARED = {"/schema/roadmap.json", "/robots.txt", "/admin/jsi18n/"}
"""The same for everyone, and so for anyone to keep."""
NOBODYS = set(PROBES)
"""The same for everyone, and for nobody to keep."""
REFUSED = ["/no/such/page/", "/%00", "/roadmaps/rope", "/static/none.css", "/admin/none/"]

Answers = dict[tuple[str, str], Any]


@pytest.fixture(scope="module")
def answers(site: World, django_db_blocker: DjangoDbBlocker) -> Answers:
    """(who, address) -> what a GET of every address is answered, asked once for all the questions below."""
    with django_db_blocker.unblock():
        browsers = {name: browser for name, browser in site.browsers().items() if name in ("guest", "ada", "chief")}
        addresses = [*(find_address(route, site) for route in list_routes()), *REFUSED]
        return {(who, address): browser.get(address) for who, browser in browsers.items() for address in addresses}


def read_directives(answer: HttpResponseBase) -> set[str]:
    return {part.strip().split("=")[0].lower() for part in answer.get("Cache-Control", "").split(",") if part.strip()}


def test_no_shared_cache_may_keep_what_a_person_gets(answers: Answers) -> None:
    wrong = {}
    for (who, address), answer in answers.items():
        directives = read_directives(answer)
        is_open = "public" in directives or "s-maxage" in directives or not directives & {"private", "no-store"}
        if who != "guest" and answer.status_code == 200 and address not in SHARED and is_open:
            wrong[who, address] = answer.get("Cache-Control", "no Cache-Control")
    assert wrong == {}


def test_every_page_varies_with_who_asks(answers: Answers) -> None:
    wrong = [
        (who, address)
        for (who, address), answer in answers.items()
        if answer.status_code == 200 and address not in SHARED | NOBODYS and "cookie" not in answer["Vary"].lower()
    ]
    assert wrong == []


def test_every_answer_is_safe(answers: Answers) -> None:
    wrong = {place: found for place, answer in answers.items() if (found := list_faults(answer))}

    assert wrong == {}
    assert len(answers) > 500


def list_faults(answer: HttpResponseBase) -> list[str]:
    """What an answer lacks, in words."""
    policy = answer.get("Content-Security-Policy", "")
    faults = [name for name, value in HEADERS.items() if answer.get(name) != value]
    faults += [f"CSP: {policy}"] if "default-src 'none'" not in policy or "unsafe" in policy else []
    faults += ["HSTS"] if "max-age=31536000" not in answer.get("Strict-Transport-Security", "") else []
    faults += ["X-Frame-Options"] if answer.get("X-Frame-Options", "DENY") != "DENY" else []
    is_page = answer.get("Content-Type", "").startswith("text/html")
    faults += ["frame-ancestors"] if is_page and "frame-ancestors 'none'" not in policy else []
    return faults


@pytest.mark.parametrize("address", sorted(NOBODYS))
def test_what_machines_ask_is_kept_by_nobody(world: World, address: str) -> None:
    for browser in (Browser(), Browser(world.ada), Browser(HTTP_AUTHORIZATION="Bearer probe-metrics-token")):
        answer = browser.get(address)
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/roadmaps/",
        "/roadmaps/rope/",
        "/roadmaps/rope/start/knots/",
        "/roadmaps/rope.md",
        "/roadmaps/rope.yaml",
        "/notes.md",
    ],
)
def test_nobody_is_told_that_they_have_it_already(world: World, address: str) -> None:
    """Whatever Ada's page is known by, another person's browser that names it gets a page of its own."""
    answer = Browser(world.ada).get(address)
    names = {"if-none-match": answer.get("ETag", '"none"'), "if-modified-since": answer.get("Last-Modified", "")}
    for other in (Browser(), Browser(world.eve)):
        theirs = other.get(address, headers=names)
        if theirs.status_code == 304:  # allowed only where Ada's page and theirs are the same to the byte
            assert other.get(address).content == answer.content
        else:
            assert theirs.status_code in (200, 302)
        assert SECRET not in theirs.content.decode()


def test_a_guest_who_marks_is_not_told_that_nothing_changed(world: World) -> None:
    browser = Browser()
    page = "/roadmaps/rope/"
    browser.get(page)  # brings the cookie that a page must have to be known again
    before = browser.get(page)
    known = {"if-none-match": before["ETag"]}
    assert browser.get(page, headers=known).status_code == 304
    browser.post(f"{page}start/knots/mark/", {"status": "done"})
    browser.get("/roadmaps/")  # says what was done; a page with something to say is never known again

    after = browser.get(page, headers=known)

    assert after.status_code == 200
    assert after.content != before.content


def test_signing_out_leaves_nothing_behind(world: World) -> None:
    browser = Browser(world.ada)
    page = browser.get("/roadmaps/rope/start/knots/")
    assert SECRET in page.content.decode()
    browser.post("/accounts/logout/")

    again = browser.get("/roadmaps/rope/start/knots/", headers={"if-none-match": page.get("ETag", '"none"')})

    assert again.status_code == 200
    assert SECRET not in again.content.decode()


def test_a_refused_request_is_answered_as_safely(world: World) -> None:
    browser = Browser(world.ada)
    answers = [
        Browser(HTTP_HOST="evil.example").get("/"),
        browser.enforcing().post("/roadmaps/rope/start/knots/mark/", {"status": "done"}),
        browser.post("/roadmaps/", {}),
        browser.post("/roadmaps/rope/start/knots/mark/", {"status": "none"}),
        browser.generic("TRACE", "/roadmaps/"),
        browser.generic("PROPFIND", "/roadmaps/"),
    ]
    assert [answer.status_code for answer in answers] == [400, 403, 405, 400, 405, 405]
    assert [list_faults(answer) for answer in answers] == [[]] * len(answers)


def test_every_kind_of_content_is_named(world: World) -> None:
    """With `nosniff`: what is no page is never taken for one."""
    kinds = {
        "/notes.md": "text/markdown; charset=utf-8",
        "/roadmaps/rope.md": "text/markdown; charset=utf-8",
        "/roadmaps/rope.yaml": "application/yaml; charset=utf-8",
        "/roadmaps/rope.json": "application/json",
        "/settings/data/": "application/json",
        "/schema/roadmap.json": "application/schema+json",
        "/sitemap.xml": "application/xml",
        "/robots.txt": "text/plain",
        "/site.webmanifest": "application/manifest+json",
        "/healthz/live": "application/json",
    }
    browser = Browser(world.ada)
    assert {address: browser.get(address)["Content-Type"] for address in kinds} == kinds
