"""Pages of guests: a 304 as long as nothing changed that is on them, and a new tag for each thing that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from accounts.models import User
from progress.revalidation import describe_release
from roadmaps.models import Roadmap, Topic
from roadmaps.revisions import raise_revision
from tests.clients import client_of
from tests.queries import count_queries

ROADMAP, NODE, TOPIC = "/roadmaps/rope/", "/roadmaps/rope/start/", "/roadmaps/rope/start/knots/"
PAGES = ("/", "/roadmaps/", ROADMAP, NODE, TOPIC)


@pytest.fixture
def browser(guest: Client, topics: list[Topic]) -> Client:
    """A guest who has been here: the browser has a CSRF cookie."""
    guest.get("/roadmaps/")
    return guest


@pytest.fixture(autouse=True)
def _forget_the_release() -> Iterator[None]:
    describe_release.cache_clear()
    yield
    describe_release.cache_clear()


def tag_of(client: Client, path: str = ROADMAP, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    return response["ETag"]


def ask_again(client: Client, tag: str, path: str = ROADMAP, **headers: str) -> int:
    return client.get(path, headers={"if-none-match": tag, **headers}).status_code


@pytest.mark.parametrize("path", PAGES)
def test_nothing_new_is_said_in_one_query(browser: Client, path: str) -> None:
    first = browser.get(path)
    assert tag_of(browser, path) == first["ETag"]
    with count_queries(1):  # the edition
        answer = browser.get(path, headers={"if-none-match": first["ETag"]})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    assert answer["Cache-Control"] == "private, no-cache"
    assert set(answer["Vary"].split(", ")) == set(first["Vary"].split(", "))
    assert {"Cookie", "Accept-Language"} <= set(answer["Vary"].split(", "))


def test_each_page_has_its_own(browser: Client) -> None:
    pages = [*PAGES, f"{ROADMAP}?status=left", "/roadmaps/?page=2", "/roadmaps/?tag=sea"]
    assert len({tag_of(browser, path) for path in pages}) == len(pages)


def mark(browser: Client) -> None:
    browser.post(f"{TOPIC}mark/", {"status": "done"}, headers={"hx-request": "true"})


def edit(browser: Client) -> None:
    with transaction.atomic():
        raise_revision(Roadmap.objects.get().pk)


def lose_cookie(browser: Client) -> None:
    del browser.cookies["csrftoken"]
    browser.get(ROADMAP)


CHANGES: dict[str, Callable[[Client], object]] = {
    "content": edit,
    "a mark": mark,
    "theme": lambda browser: browser.post("/settings/theme/", {"theme": "dark", "next": "/"}),
    "language": lambda browser: browser.post("/settings/language/", {"language": "de", "next": "/"}),
    "another CSRF cookie": lose_cookie,
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_the_page_changes_the_tag(browser: Client, path: str, change: Callable[[Client], object]) -> None:
    before = tag_of(browser, path)
    change(browser)
    assert ask_again(browser, before, path) == 200
    assert tag_of(browser, path) != before


def test_the_language_of_the_browser_and_a_fragment_have_tags_of_their_own(browser: Client) -> None:
    tags = [tag_of(browser, TOPIC), tag_of(browser, TOPIC, **{"accept-language": "de"})]
    tags.append(tag_of(browser, TOPIC, **{"hx-request": "true"}))
    assert len(set(tags)) == 3


@pytest.mark.parametrize(("name", "value"), [("VERSION", "99.0"), ("STUDY_DAY_MINUTES", 7)])
def test_so_does_a_release(browser: Client, settings: LazySettings, name: str, value: object) -> None:
    before = tag_of(browser)
    setattr(settings, name, value)
    describe_release.cache_clear()
    assert ask_again(browser, before) == 200


def test_and_a_changed_template_or_static_file(browser: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.STATIC_ROOT = str(tmp_path / "static")
    seen = set()
    for path in (tmp_path / "a.html", tmp_path / "b.html", tmp_path / "static" / "staticfiles.json"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(path.name)
        describe_release.cache_clear()
        seen.add(describe_release())
    assert len(seen) == 3


def test_whoever_is_told_something_gets_a_page_without_a_tag(browser: Client) -> None:
    before = tag_of(browser)
    browser.post(f"{TOPIC}mark/", {"status": "done", "next": ROADMAP})
    answer = browser.get(ROADMAP, headers={"if-none-match": before})
    assert (answer.status_code, "ETag" in answer) == (200, False)


def test_a_first_visit_has_none(guest: Client, topics: list[Topic]) -> None:
    assert "ETag" not in guest.get(ROADMAP)


def test_a_learner_has_none(learner: User, topics: list[Topic]) -> None:
    client = client_of(learner)
    client.get(ROADMAP)
    assert "ETag" not in client.get(ROADMAP)


def test_in_development_there_are_none(browser: Client, settings: LazySettings) -> None:
    settings.DEBUG = True
    assert "ETag" not in browser.get(ROADMAP)


def test_what_is_not_there_has_none(browser: Client) -> None:
    answers = [browser.get(path) for path in ("/roadmaps/nothing/", "/roadmaps/ROPE/")]
    assert [(answer.status_code, "ETag" in answer) for answer in answers] == [(404, False), (301, False)]
