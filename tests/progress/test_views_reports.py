"""What learners report, and the editors' queue."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from progress.actions.reports import set_state
from progress.models import Report
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import LinkFactory
from tests.progress.pages import read

PATH = "/roadmaps/rope/start/knots/report/"
HTMX = {"hx-request": "true"}
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def client(learner: User, topics: list[Topic]) -> Client:
    LinkFactory.create(topic=topics[0], title="Book", url="https://example.org/book")
    return client_of(learner)


def reports() -> list[tuple[str, str, str]]:
    return list(Report.objects.order_by("id").values_list("kind", "url", "text"))


def test_a_problem_goes_into_the_queue(client: Client) -> None:
    answer = client.post(PATH, {"kind": "problem", "url": "https://x.org", "text": " A\0 typo.\r\nHere "})
    assert (answer.status_code, answer["Location"]) == (302, "/roadmaps/rope/start/knots/")
    assert "Thank you. An editor will look at it." in read(client.get("/")).find(id="toasts").text
    assert reports() == [("problem", "", "A typo.\nHere")]


def test_a_link_to_add_is_cleaned(client: Client) -> None:
    client.post(PATH, {"kind": "suggest", "url": " HTTPS://Example.org/new ", "text": ""})
    assert reports() == [("suggest", "https://example.org/new", "")]


def test_a_broken_link_names_the_link(client: Client) -> None:
    page = read(client.get("/roadmaps/rope/start/knots/"))
    assert page.find("details", class_="broken").find("summary").text == "broken? Book"
    answer = read(client.post(PATH, {"kind": "broken", "url": "https://example.org/book"}, headers=HTMX))
    assert answer.find(class_="broken").text == "Thank you. An editor will look at it."
    assert reports() == [("broken", "https://example.org/book", "")]
    assert read(client.get("/roadmaps/rope/start/knots/")).find(class_="broken").text == "reported"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "problem", "text": " \0 "}, "Say in a few words"),
        ({"kind": "problem", "text": "é" * 2_001}, "may have 2,000 characters"),
        ({"kind": "suggest", "url": "javascript:alert(1)"}, "whole address"),
        ({"kind": "suggest", "url": "mailto:a@b.org"}, "whole address"),
        ({"kind": "suggest", "url": ""}, "whole address"),
        ({"kind": "suggest", "url": "https://example.org/book"}, "has that link already"),
        ({"kind": "broken", "url": "https://example.org/other"}, "among the links"),
        ({"kind": "broken", "url": ""}, "among the links"),
    ],
)
def test_refuses_and_keeps_what_was_written(client: Client, sent: dict[str, str], said: str) -> None:
    for headers in ({}, HTMX):
        page = read(client.post(PATH, sent, headers=headers), status=422)
        assert said in page.find(class_="error").text
        assert reports() == []
    if sent["kind"] == "problem":
        assert page.find("textarea").text == sent["text"].replace("\0", "").strip() or "\0" in sent["text"]


@pytest.mark.parametrize("kind", ["", "spam", "problem\0", "x" * 10_000])
def test_a_kind_that_is_none_of_ours(client: Client, kind: str) -> None:
    assert client.post(PATH, {"kind": kind, "text": "x"}).status_code == 400
    assert reports() == []


def test_a_repeat_is_told_until_it_is_settled(client: Client) -> None:
    client.post(PATH, {"kind": "problem", "text": "A typo"})
    page = read(client.post(PATH, {"kind": "problem", "text": "Once more"}), status=422)
    assert "reported this already" in page.find(class_="error").text
    assert page.find("textarea").text == "Once more"
    set_state(reports=list(Report.objects.values_list("pk", flat=True)), state=Report.State.SETTLED)
    assert client.post(PATH, {"kind": "problem", "text": "Once more"}).status_code == 302


def test_ten_an_hour(client: Client, other_learner: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(10):
            client.post(PATH, {"kind": "suggest", "url": f"https://example.org/{number}"})
        page = read(client.post(PATH, {"kind": "problem", "text": "Dear editor"}), status=429)
        assert "after 1 p.m." in page.find(class_="error").text
        assert page.find("textarea").text == "Dear editor"
        assert client_of(other_learner).post(PATH, {"kind": "problem", "text": "x"}).status_code == 302
        clock.shift(3601)
        assert client.post(PATH, {"kind": "problem", "text": "Dear editor"}).status_code == 302


def test_a_guest_has_no_form_and_is_led_to_sign_in(client: Client, guest: Client) -> None:
    assert not read(guest.get("/roadmaps/rope/start/knots/")).list_all(id="report")
    assert guest.post(PATH, {"kind": "problem", "text": "x"})["Location"].startswith("/accounts/login/")
    assert reports() == []


def test_what_cannot_be_seen_takes_no_report(client: Client) -> None:
    Topic.objects.filter(key="knots").update(retired=True)
    assert client.post(PATH, {"kind": "problem", "text": "x"}).status_code == 404
    Roadmap.objects.update(status="draft")
    assert client.post("/roadmaps/rope/start/splices/report/", {"kind": "problem", "text": "x"}).status_code == 404


class TestQueue:
    @pytest.fixture
    def queue(self, client: Client, learner: User, other_learner: User, topics: list[Topic]) -> list[Report]:
        url = "https://example.org/book"
        first = Report.objects.create(user=learner, topic=topics[0], kind="broken", url=url)
        return [
            first,
            Report.objects.create(user=other_learner, topic=topics[0], kind="broken", url=url, state="settled"),
        ]

    def test_open_ones_first_and_nothing_of_who_reported(self, queue: list[Report], editor: User) -> None:
        page = client_of(editor).get("/admin/progress/report/").content.decode()
        tree = read(client_of(editor).get("/admin/progress/report/"))
        assert [cell.text for cell in tree.list_all("td", class_="field-state")] == ["open", "settled"]
        assert [cell.text for cell in tree.list_all("td", class_="field-people")] == ["2", "2"]
        assert "ada@" not in page
        assert "Ada" not in page

    def test_editors_settle_dismiss_and_open_again(self, queue: list[Report], editor: User) -> None:
        for action, state in (("settle", "settled"), ("dismiss", "dropped"), ("open_again", "open")):
            sent = {"action": action, "_selected_action": [queue[0].pk]}
            client_of(editor).post("/admin/progress/report/", sent)
            report = Report.objects.get(pk=queue[0].pk)
            assert (report.state, report.settled_at is None) == (state, state == "open")

    def test_only_the_state_can_be_changed(self, queue: list[Report], editor: User) -> None:
        path = f"/admin/progress/report/{queue[0].pk}/change/"
        assert "ada@" not in client_of(editor).get(path).content.decode()
        client_of(editor).post(path, {"state": "dropped", "text": "forged"})
        report = Report.objects.get(pk=queue[0].pk)
        assert (report.state, report.text) == ("dropped", "")
        assert client_of(editor).get("/admin/progress/report/add/").status_code == 403

    def test_the_first_page_says_how_many_wait(self, queue: list[Report], editor: User) -> None:
        assert ("1 open report", "/admin/progress/report/?state__exact=open") in read(
            client_of(editor).get("/admin/")
        ).list_links()
