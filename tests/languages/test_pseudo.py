"""Every text on every page goes through gettext: in a made-up language nothing English is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from progress.actions.bookmarks import keep_at_hand
from progress.actions.marks import flag_topic, mark_topic
from progress.actions.notes import save_note
from progress.actions.own_links import add_own_link
from progress.actions.ticks import set_tick
from progress.actions.walks import save_why
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory
from tests.languages.po import read_po
from tests.languages.pseudo import CONTENT, OPEN, find_bare_words, list_bare_words, make_pseudo, write_pseudo
from tests.progress.pages import read

PSEUDO = "en-xa"
NAMES = {"Waymark", "JSON", "YAML", "UTC"}
GUESTS = [
    "/",
    "/roadmaps/",
    "/roadmaps/?q=nothing",
    "/roadmaps/rope/",
    "/roadmaps/rope/?status=left&level=required",
    "/roadmaps/rope/start/",
    "/roadmaps/rope/start/knots/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
]
LEARNERS = [
    *GUESTS[:7],
    "/roadmaps/rope/?view=map",
    "/roadmaps/rope/-/know/",
    "/roadmaps/rope/-/notes/",
    "/roadmaps/rope/-/history/",
    "/roadmaps/rope/-/reset/",
    "/roadmaps/rope/start/-/reset/",
    "/history/",
    "/notes/",
    "/keys/",
    "/search/",
    "/search/?q=knots",
    "/search/?q=xyzzy",
    "/reset/",
    "/settings/",
    "/settings/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
]


def own(text: str) -> str:
    return f"{CONTENT}{text}{CONTENT}"


@pytest.fixture(scope="session")
def pseudo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    write_pseudo(read_po(Path(site_settings.BASE_DIR) / "locale/de/LC_MESSAGES/django.po"), folder, "en_XA")
    return folder


@pytest.fixture(autouse=True)
def _pseudo(settings: Settings, pseudo_folder: Path) -> None:
    settings.LOCALE_PATHS = [pseudo_folder]
    settings.LANGUAGES = [("en", "English"), (PSEUDO, "Pseudo")]


@pytest.fixture
def rope(db: None) -> Roadmap:
    """A trail on which every field is filled, each with a text that says that it is content."""
    rope = RoadmapFactory.create(
        key="rope", title=own("Rope"), description=own("About rope."), body=own("Much rope."), tags=[own("sea")],
        featured=True, discuss="https://talk.example/",
    )  # fmt: skip
    start = NodeFactory.create(roadmap=rope, key="start", title=own("Start"), description=own("First."))
    ship = NodeFactory.create(roadmap=rope, key="ship", title=own("Ship"), depends_on=["start"])
    questions = [{"ask": own("Why?"), "answer": own("So.")}]
    for node, key in ((start, "knots"), (start, "splices"), (ship, "rigging"), (ship, "sails")):
        topic = TopicFactory.create(
            node=node, key=key, name=own(key), description=own("What it is."), duration="2 h", questions=questions,
            takeaways=[own("Tie one.")], prerequisites=["knots", own("Hands")], code_snippet="x = 1",
            optional=key == "sails",
        )  # fmt: skip
        LinkFactory.create(topic=topic, title=own("Page"))
        LinkFactory.create(topic=topic, title=own("Book"), kind="reference", medium="book", paid=True)
    return rope


@pytest.fixture
def walker(learner: User, rope: Roadmap) -> User:
    User.objects.update(language=PSEUDO, display_name=own("Ada"))
    for key, status in (("knots", "done"), ("splices", "learning"), ("rigging", "skipped")):
        mark_topic(user=learner, topic=Topic.objects.get(key=key), status=status)
    topic = Topic.objects.get(key="knots")
    flag_topic(user=learner, topic=topic, revise=True)
    save_note(user=learner, topic=topic, text=own("Mine."), version=0)
    add_own_link(user=learner, topic=topic, url="https://own.example/", title=own("Own"))
    set_tick(user=learner, topic=topic, kind="takeaway", target=own("Tie one."), on=True)
    save_why(user=learner, roadmap=rope, why=own("Because."))
    for thing in (rope, topic):
        keep_at_hand(user=learner, thing=thing, on=True)
    learner.refresh_from_db()
    return learner


def check(client: Client, path: str, **headers: str) -> None:
    response = client.get(path, headers=headers)
    page = read(response, status=404 if path == "/nowhere/" else 200)
    assert response.headers["Content-Language"] == PSEUDO
    bare = set(list_bare_words(page)) - NAMES
    assert not bare, f"{path}: {sorted(bare)}; new texts need make messages"


@pytest.mark.parametrize("path", [*GUESTS, "/nowhere/"])
def test_a_guest_reads_no_english(guest: Client, rope: Roadmap, path: str) -> None:
    guest.cookies["django_language"] = PSEUDO
    check(guest, path)


@pytest.mark.parametrize("path", LEARNERS)
def test_a_learner_reads_no_english(walker: User, path: str) -> None:
    check(client_of(walker), path)


def test_the_panel_has_no_english(walker: User) -> None:
    check(client_of(walker), "/roadmaps/rope/start/knots/", **{"HX-Request": "true"})


@pytest.mark.parametrize("status", ["todo", "learning", "done", "skipped"])
def test_the_answer_to_a_mark_has_no_english(walker: User, status: str) -> None:
    response = client_of(walker).post(
        "/roadmaps/rope/ship/rigging/mark/", {"status": status}, headers={"HX-Request": "true"}
    )
    assert set(list_bare_words(read(response))) - NAMES == set()


def test_a_refused_form_has_no_english(walker: User) -> None:
    response = client_of(walker).post("/settings/", {"theme": "dark", "time_zone": "UTC", "hours_per_week": "6"})
    assert response.status_code == 302


def test_english_is_found() -> None:
    assert make_pseudo("Save %(count)d") == "[!!! Šàvé %(count)d ~~~~~ !!!]"
    assert find_bare_words(f"[!!! Šàvé [!!! ît !!!] !!!] now {own('Rope')} 3 %") == ["now"]


@pytest.mark.parametrize("path", LEARNERS)
def test_what_says_the_contents_language_holds_no_text_of_ours(walker: User, path: str) -> None:
    Roadmap.objects.update(language="fr")
    main = read(client_of(walker).get(path)).find("main")
    assert [element.text for element in main.list_all("", "lang") if OPEN in element.text] == []
