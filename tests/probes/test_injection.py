"""Words stay words: whatever people type is text on every page, in every file and in every mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from progress.models import Mark, Note, OwnLink, Report
from roadmaps.documents.read import read_text
from tests.architecture.files import list_code
from tests.architecture.files import read as read_code
from tests.factories import PASSWORD
from tests.probes import hostile
from tests.probes.production import Browser
from tests.probes.routes import find_address, list_routes
from tests.probes.test_requests import list_imports
from tests.probes.world import World

pytestmark = pytest.mark.django_db

SHEET = "/roadmaps/rope/start/knots/"
WORDS = hostile.write_hostile("typed", hostile.TEXT)
ADDRESSES = [
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<pwned>",
    "vbscript:x",
    "//evil.example",
    "JaVaScRiPt://a%0aalert(1)",
]
FIELDS = (
    "text url title why display_name email login password password1 oldpassword code name kind target version by "
    "status reason time_zone theme language next remove username q file key description"
)
UNSEEN = {"roadmaps.RunDocument.path": "stands among the files of its run"}
"""Fields that no page shows."""


class Reader(HTMLParser):
    """The tags of a page; texts in script and style are no tags, as in browsers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def list_faults(text: str) -> list[str]:
    """What became more than words on a page."""
    return hostile.list_born(iter(Reader(text).tags)) + (["7*7 was reckoned"] if "PW49" in text else [])


@pytest.fixture(scope="module")
def pages(site: World, django_db_blocker: DjangoDbBlocker) -> dict[tuple[str, str], Any]:
    """(who, address) -> the answer, of every address of a site whose every text is hostile, plain and to htmx."""
    with django_db_blocker.unblock(), transaction.atomic():
        hostile.plant(site)
        found = {}
        for who, person in (("ada", site.ada), ("chief", site.chief), ("guest", None)):
            browser = Browser(person, HTTP_USER_AGENT=WORDS[:190].encode("ascii", "replace").decode())
            for address in list_addresses(site):
                found[who, address] = browser.get(address)
        browser = Browser(site.ada, HTTP_HX_REQUEST="true")
        for address in list_addresses(site):
            if not address.startswith(("/admin/", "/accounts/")):
                found["htmx", address] = browser.get(address)
        found["editor", "/admin/"] = Browser(site.editor).get("/admin/")
        transaction.set_rollback(True)
    return found


def list_addresses(world: World) -> Iterator[str]:
    for route in list_routes():
        address = find_address(route, world)
        yield address
        if "/hidden" in address:
            yield address.replace("/hidden", "/rope")
    for run in ("importrun", "importeddocument"):
        yield f"/admin/roadmaps/{run}/?q=pwned"


def test_every_text_is_attacked() -> None:
    """A new field fails until it is listed in tests/probes/hostile.py."""
    assert sorted(hostile.list_text_fields()) == sorted([*hostile.PLANTED, *hostile.PLAIN])


def test_every_text_stays_text_on_every_page(pages: dict[tuple[str, str], Any]) -> None:
    failed = {place: answer.status_code for place, answer in pages.items() if answer.status_code >= 500}
    assert failed == {}
    shown = {place: answer.content.decode() for place, answer in pages.items() if is_page(answer)}
    wrong = {place: faults for place, text in shown.items() if (faults := list_faults(text))}
    assert wrong == {}
    everything = "".join(shown.values())
    unseen = [field for field in hostile.PLANTED if hostile.name_marker(field) not in everything]
    assert unseen == list(UNSEEN)


def is_page(answer: Any) -> bool:
    return bool(answer.get("Content-Type", "").startswith("text/html"))


def test_the_search_for_faults_finds_them() -> None:
    for quote in "\"'":
        assert list_faults(f"<p title={quote}{hostile.ATTACKS[0]}{quote}>")
    assert [bool(list_faults(f"<p>{attack}</p>")) for attack in hostile.ATTACKS[:4]] == [True, True, False, True]
    assert list_faults('<a href=" JavaScript:alert(1)">a</a><p>PW49PW</p>') == [
        "<a {'href': ' JavaScript:alert(1)'}>",
        "7*7 was reckoned",
    ]
    assert list_faults("<script>alert(1)</script>")


def test_no_header_is_born(pages: dict[tuple[str, str], Any]) -> None:
    for (who, address), answer in pages.items():
        for name, value in answer.items():
            assert "\r" not in value, (who, address, name)
            assert "\n" not in value, (who, address, name)
            assert "pwned" not in name.lower()


def test_files_say_the_words_and_nothing_else(pages: dict[tuple[str, str], Any]) -> None:
    """JSON and YAML are read back by their own readers, the site map as XML; none is a page to a browser."""
    data = json.loads(pages["ada", "/settings/data/"].content)
    assert hostile.make_value("progress.Note.text") in str(data["rows"]["progress.note"][0]["text"])
    roadmap = json.loads(pages["ada", "/roadmaps/rope.json"].content)
    assert roadmap["title"] == hostile.make_value("roadmaps.Roadmap.title")
    for place in (("guest", "/roadmaps/rope.yaml"), ("guest", "/roadmaps/rope.md"), ("ada", "/notes.md")):
        assert pages[place]["Content-Type"].split(";")[0] in ("application/yaml", "text/markdown")
        assert "q" in pages[place].content.decode()
    assert ElementTree.fromstring(pages["guest", "/sitemap.xml"].content).tag.endswith("urlset")  # noqa: S314  # our own
    manifest = json.loads(pages["guest", "/site.webmanifest"].content)
    assert manifest["name"] == "Waymark"


def test_what_is_typed_into_an_address_stays_text(world: World) -> None:
    """Search, filters, sorting, ways back, keys of things that are not there."""
    names = ("q", "tag", "status", "level", "sort", "view", "mine", "page", "next", "batch", "kind", "theme")
    query = dict.fromkeys(names, WORDS)
    wrong = {}
    for browser in (Browser(), Browser(world.ada), Browser(world.chief)):
        for address in ("/", "/roadmaps/", "/roadmaps/rope/", SHEET, "/search/", "/notes/", "/history/", "/keys/",
                        "/accounts/login/", "/accounts/signup/", "/accounts/reauthenticate/", "/settings/",
                        "/admin/roadmaps/topic/", "/admin/accounts/user/", f"/no/{hostile.ATTACKS[1]}/"):  # fmt: skip
            for answer in (browser.get(address, query), browser.get(address, query, headers={"hx-request": "true"})):
                assert answer.status_code < 500, address
                if faults := list_faults(answer.content.decode()):
                    wrong[address] = faults
    assert wrong == {}


def test_what_a_form_gives_back_stays_text(world: World) -> None:
    """A refused form shows again what was typed; a taken one says what was kept."""
    fields = dict.fromkeys(FIELDS.split(), WORDS)
    ada, chief = Browser(world.ada), Browser(world.chief)
    wrong = {}
    for route in list_routes():
        address = find_address(route, world).replace("/hidden/", "/rope/")
        browser = chief if address.startswith("/admin/") else ada
        if "logout" in address or "delete" in address or "sessions" in address:
            continue
        cache.clear()
        for asked in (fields, fields | {"kind": "problem", "version": "1", "by": str(world.ada.pk)}):
            for headers in ({}, {"hx-request": "true"}):
                answer = browser.post(address, asked, headers=headers)
                assert answer.status_code < 500, address
                if is_page(answer) and (faults := list_faults(answer.content.decode())):
                    wrong[address] = faults
    for address in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        if faults := list_faults(Browser().post(address, fields).content.decode()):
            wrong[address] = faults
    assert wrong == {}
    after = "".join(ada.get(address).content.decode() for address in (SHEET, "/roadmaps/rope/", "/notes/", "/"))
    assert list_faults(after) == []
    assert Note.objects.get(user=world.ada, topic__roadmap=world.rope).text == WORDS.strip()


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_address_that_runs_is_kept(world: World, url: str) -> None:
    browser = Browser(world.ada)
    before = [list(model._default_manager.order_by("pk").values()) for model in (OwnLink, Mark, Report)]

    browser.post(f"{SHEET}own-links/", {"url": url, "title": "A"})
    browser.post(f"{SHEET}evidence/", {"url": url})
    browser.post(f"{SHEET}report/", {"kind": "suggest", "url": url, "text": "A"})

    assert [list(model._default_manager.order_by("pk").values()) for model in (OwnLink, Mark, Report)] == before


def test_an_import_of_hostile_words_keeps_them_as_words(world: World, tmp_path: Any) -> None:
    """What the format refuses (controls, overrides of direction) never gets in; the rest comes out as it was."""
    words = " ".join(attack for attack in hostile.ATTACKS if attack.isprintable())[: hostile.LINE].strip()
    file = {
        "title": words, "id": "rope", "description": words, "tags": [words[:60]], "body": words,
        "nodes": [{"id": "start", "title": words, "topics": [
            {"id": "knots", "name": words, "description": words, "duration": words, "takeaways": [words],
             "prerequisites": [words], "codeSnippet": words, "questions": [{"ask": words, "answer": words}],
             "links": [{"title": words, "url": hostile.URL.format("x")}]},
        ]}],
    }  # fmt: skip
    path = tmp_path / "rope.yaml"
    path.write_text(json.dumps(file))  # JSON is YAML

    call_command("import_roadmaps", path, verbosity=0, on_conflict="take")

    page = Browser().get(SHEET).content.decode()
    assert list_faults(page) == []
    told = Browser().get("/roadmaps/rope.yaml").content.decode()
    document = read_text(told, path="rope.yaml").document
    assert document is not None
    assert (document.title, document.nodes[0].title) == (words, words)


@pytest.mark.parametrize("bad", ["\u202e", "\u2066", "\x1b", "\x00", "\x85"])
def test_a_file_with_hidden_characters_is_refused(bad: str) -> None:
    text = f'{{"title": "a{bad}b", "id": "x", "description": "d", "nodes": []}}'
    assert any(problem.severity == "error" for problem in read_text(text, path="x.yaml").problems)


CRLF = "Ada\r\nBcc: evil@evil.example\r\n\r\n<pwned>"


def test_no_mail_gains_a_header_or_a_part(world: World, settings: Settings) -> None:
    """Names, addresses and paths with line ends in them; mails are read as a mail program reads them."""
    User.objects.filter(pk=world.ada.pk).update(display_name=CRLF[:80])
    settings.SITE_NAME = hostile.ATTACKS[0]
    browser = Browser(world.ada, HTTP_USER_AGENT="a <pwned>")
    for email in (
        "eve@example.org",
        f"a@example.org{CRLF}",
        '"<pwned>"@example.org',
        "a@example.org,evil@evil.example",
    ):
        Browser().post("/accounts/password/reset/", {"email": email})
        Browser().post("/accounts/signup/", {"email": email, "password1": PASSWORD})
    browser.post("/accounts/email/", {"email": "ada-2@example.org", "action_add": ""})
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another-long-walk"})

    letters = [read_letter(letter) for letter in mail.outbox]
    assert len(letters) > 2
    for letter in letters:
        assert {name.lower() for name in letter} <= {
            "content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "date", "message-id",
        }  # fmt: skip
        assert "evil.example" not in str(letter["to"])
        assert letter["to"].count("@") == 1
        assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]


def read_letter(letter: Any) -> EmailMessage:
    return message_from_bytes(letter.message().as_bytes(), policy=default)


def test_a_hostile_name_of_the_site_stays_text(world: World, settings: Settings) -> None:
    settings.SITE_NAME = hostile.write_hostile("", 60)
    pages = [Browser(world.ada).get(address) for address in ("/", "/roadmaps/rope/", "/settings/", "/no/such/page/")]
    pages += [Browser(world.chief).get("/admin/"), Browser().get("/accounts/login/")]
    assert [list_faults(page.content.decode()) for page in pages] == [[]] * len(pages)
    assert all("&lt;pwned" in page.content.decode() for page in pages)
    assert json.loads(Browser().get("/site.webmanifest").content)["name"] == settings.SITE_NAME


@pytest.mark.parametrize("quote", ["'", '"', "\\'", "');--", "%", "_", "\\", "*", "(", "a AND b OR NOT", "NEAR/2"])
def test_no_word_becomes_a_query(world: World, quote: str) -> None:
    """What is searched is handed to the database apart from the statement."""
    browser = Browser(world.ada)
    needle = f"pwned{quote}pwned"
    with CaptureQueriesContext(connection) as queries:
        for path in ("/search/", "/roadmaps/", "/notes/"):
            assert browser.get(path, {"q": needle, "tag": needle, "sort": needle}).status_code == 200, path
    assert queries.captured_queries
    assert browser.get("/notes/", {"q": "%"}).content.count(b"the-words-of-ada") == 0


def test_no_table_for_spreadsheets_is_written() -> None:
    """Whoever writes the first one guards its cells: a formula begins with = + - @, a tab or a line end."""
    assert [path for path in list_code() if "csv" in list_imports(read_code(path))] == []
