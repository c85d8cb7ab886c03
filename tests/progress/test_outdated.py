"""Changed since you finished: it stays done and counts, is said, listed, and settled by a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from progress.actions import mark_topic, undo_batch
from progress.models import Change, Mark
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import MarkFactory
from tests.progress.pages import Element, read
from tests.progress.presses import press, swap
from tests.queries import count_queries
from tests.roadmaps.admin.pages import change_page, read_form
from tests.roadmaps.sync import samples as document
from tests.roadmaps.sync.samples import bring

pytestmark = pytest.mark.django_db

FINISHED = datetime(2026, 5, 3, 12, tzinfo=UTC)
CHANGED = FINISHED + timedelta(days=2)


@pytest.fixture
def knots(learner: User, topics: list[Topic]) -> Topic:
    """Finished on one day, changed two days later."""
    Topic.objects.update(changed_at=FINISHED - timedelta(days=9))
    MarkFactory.create(user=learner, topic=topics[0], status="done", finished_at=FINISHED)
    Topic.objects.filter(pk=topics[0].pk).update(changed_at=CHANGED)
    return Topic.objects.select_related("node", "roadmap").get(pk=topics[0].pk)


def list_said(page: Element) -> list[str]:
    return [each.text for each in page.list_all("span", class_="changed")]


@pytest.mark.parametrize(
    ("status", "reason", "finished", "outdated"),
    [
        ("done", "", FINISHED, True),
        ("done", "", CHANGED, False),
        ("done", "known", None, False),
        ("learning", "", None, False),
        ("skipped", "", None, False),
    ],
)
def test_only_what_was_finished_before(status: str, reason: str, finished: datetime | None, outdated: bool) -> None:
    mark = Mark(status=status, reason=reason, finished_at=finished)
    assert mark.is_outdated(Topic(changed_at=CHANGED)) is outdated


def test_the_row_says_so_and_the_meter_counts_it(learner: User, knots: Topic) -> None:
    client = client_of(learner)
    for address in ("/roadmaps/rope/", "/roadmaps/rope/start/"):
        page = read(client.get(address))
        assert list_said(page) == ["Changed since you finished"]
        assert page.find("li", data_topic="knots")["data-status"] == "done"
    assert page.find("", data_meter="start")["data-done"] == "1"


def test_a_number_in_the_header_leads_to_them(learner: User, other_learner: User, knots: Topic) -> None:
    client = client_of(learner)
    page = read(client.get("/roadmaps/rope/"))
    links = dict(page.find(id="summary").list_links())
    assert links["1 changed since you finished"] == "/roadmaps/rope/?status=changed"
    assert "Changed since" not in page.find("nav", id="chips").text
    page = read(client.get(links["1 changed since you finished"]))
    assert [row["data-topic"] for row in page.list_all("li", "data-topic")] == ["knots"]
    assert page.find("nav", id="chips").list_texts("a", aria_current="true") == ["Changed since 1", "Any level"]
    other = read(client_of(other_learner).get("/roadmaps/rope/"))
    assert "changed since" not in other.text


def test_what_left_the_trail_asks_for_no_look(learner: User, knots: Topic) -> None:
    Topic.objects.filter(pk=knots.pk).update(retired=True)
    client = client_of(learner)
    for address in ("/roadmaps/rope/", "/roadmaps/rope/start/", "/roadmaps/rope/start/knots/"):
        page = read(client.get(address))
        assert (list_said(page), page.list_all("p", class_="changed")) == ([], [])
    assert "changed since" not in read(client.get("/roadmaps/rope/")).find(id="summary").text


def test_a_look_settles_it_and_can_be_taken_back(learner: User, knots: Topic) -> None:
    client = client_of(learner)
    sheet = read(client.get("/roadmaps/rope/start/knots/"))
    assert "It stays done." in sheet.find("p", class_="changed").text
    press(client, knots, "done")
    mark = Mark.objects.get()
    assert mark.status == "done"
    assert mark.finished_at is not None
    assert mark.finished_at > CHANGED
    assert list_said(read(client.get("/roadmaps/rope/"))) == []
    change = Change.objects.get()
    assert (change.before, change.after, change.finished_before) == ("done", "done", FINISHED)
    undo_batch(user=learner, batch=change.batch)
    assert Mark.objects.get().finished_at == FINISHED
    assert list_said(read(client.get("/roadmaps/rope/"))) == ["Changed since you finished"]


def test_with_script_the_answer_takes_the_words_away(learner: User, knots: Topic) -> None:
    answer = swap(client_of(learner), knots, "done")
    assert list_said(answer) == []
    assert answer.list_all("p", class_="changed") == []
    assert "changed since" not in answer.find(id="summary").text
    assert next(row["data-topic"] for row in answer.list_all("li", "data-topic")) == "knots"


def test_done_again_without_a_change_stays_nothing(learner: User, knots: Topic) -> None:
    mark_topic(user=learner, topic=knots, status="done")
    assert mark_topic(user=learner, topic=knots, status="done") is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"takeaways": ("Tie it", "Untie it")}, True),
        ({"links": (document.link("bowline"), document.link("hitch"))}, True),
        ({"name": "Knots and bends", "description": "Anew.", "duration": "1 day"}, False),
        ({}, False),
    ],
)
def test_a_file_says_it_by_what_there_is_to_study(learner: User, values: dict[str, Any], expected: bool) -> None:
    old = document.topic("knots", takeaways=("Tie it",), links=(document.link("bowline"),))
    bring(document.roadmap(document.node("start", old)))
    mark_topic(user=learner, topic=Topic.objects.get(), status="done")
    bring(document.roadmap(document.node("start", replace(old, **values))))
    assert bool(list_said(read(client_of(learner).get("/roadmaps/trail/")))) is expected
    assert [mark.status for mark in Mark.objects.all()] == ["done"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"code_snippet": "untie()"}, True), ({"name": "Knots and bends"}, False), ({}, False)],
)
def test_an_editor_says_it_by_what_there_is_to_study(
    learner: User, editor: User, topics: list[Topic], changes: dict[str, str], expected: bool
) -> None:
    Topic.objects.filter(key="knots").update(
        code_snippet="tie()\nhold()", takeaways=["Tie it"], questions=[{"ask": "Why?", "answer": "So.\nAnd so."}]
    )
    mark_topic(user=learner, topic=topics[0], status="done")
    desk, page = client_of(editor), change_page(topics[0])
    sent = {name: value.replace("\n", "\r\n") for name, value in read_form(desk, page).items()}  # as browsers do
    assert desk.post(page, sent | changes).status_code == 302
    assert bool(list_said(read(client_of(learner).get("/roadmaps/rope/")))) is expected


@pytest.mark.parametrize("marked", [1, 2])
def test_it_costs_no_query(learner: User, knots: Topic, topics: list[Topic], marked: int) -> None:
    for topic in topics[1:marked]:
        MarkFactory.create(user=learner, topic=topic, status="done", finished_at=FINISHED)
    Topic.objects.update(changed_at=CHANGED)
    client = client_of(learner)
    # 1 session  2 person  3 trail; and once for a revision of the content: 4 roadmap  5 nodes  6 topics
    with count_queries(6):
        page = read(client.get("/roadmaps/rope/"))
    assert len(list_said(page)) == marked
