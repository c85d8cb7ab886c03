"""Guests learn in their session, and what they did becomes their account's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark
from progress.visit import MOST_MARKS
from roadmaps.models import Roadmap, Topic
from tests.clients import client_of
from tests.factories import PASSWORD, MarkFactory, TopicFactory
from tests.progress.pages import Answer, Element, read
from tests.progress.presses import HTMX, list_toasts, mark_address, press, swap

SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
WHERE = "/roadmaps/rope/?status=todo"
MAY_3, MAY_4 = (datetime(2026, 5, day, 9, tzinfo=UTC) for day in (3, 4))


def sign_in(client: Client, person: User) -> Answer:
    return client.post(SIGN_IN, {"login": person.email, "password": PASSWORD, "next": WHERE})


def list_states(page: Element) -> list[str]:
    return [row["data-status"] for row in page.list_all("li", "data-topic")]


class TestVisit:
    def test_a_mark_is_kept_in_the_browser_and_nowhere_else(self, guest: Client, topics: list[Topic]) -> None:
        response = press(guest, topics[0], "done", next=WHERE)
        assert (response.status_code, response["Location"]) == (302, WHERE)
        page = read(guest.get("/roadmaps/rope/"))
        assert list_states(page) == ["done", "todo", "todo"]
        meter = page.find("", data_meter="rope")
        assert (meter["data-done"], meter["data-required"]) == ("1", "3")
        assert list_toasts(page)[0][0] == "Knots: done"
        assert not Mark.objects.exists()
        assert list_states(read(Client().get("/roadmaps/rope/"))) == ["todo"] * 3

    def test_it_has_its_dates(self, guest: Client, topics: list[Topic]) -> None:
        for moment, status in ((MAY_3, "learning"), (MAY_4, "done")):
            with time_machine.travel(moment, tick=False):
                press(guest, topics[0], status)
                sheet = read(guest.get("/roadmaps/rope/start/knots/"))
        assert "Finished May 4, 2026, started May 3, 2026" in sheet.find(id=f"control-{topics[0].pk}").text

    def test_with_script_the_same_parts_move(self, guest: Client, topics: list[Topic]) -> None:
        answer = swap(guest, topics[0], "done", next="/roadmaps/rope/")
        assert answer.find(id=f"row-{topics[0].pk}")["data-status"] == "done"
        assert answer.find("", data_meter="rope")["data-done"] == "1"
        [(said, undo)] = list_toasts(answer)
        assert said == "Knots: done"
        answer = read(guest.post(undo, {"next": "/roadmaps/rope/"}, headers=HTMX))
        assert answer.find(id=f"row-{topics[0].pk}")["data-status"] == "todo"

    def test_undo_leaves_alone_what_changed_since(self, guest: Client, topics: list[Topic]) -> None:
        undo = list_toasts(swap(guest, topics[0], "done"))[0][1]
        press(guest, topics[0], "learning")
        guest.post(undo)
        page = read(guest.get("/roadmaps/rope/"))
        assert list_states(page) == ["learning", "todo", "todo"]
        assert list_toasts(page)[-1][0] == "There is nothing to undo. 1 topic changed since and stays."

    def test_home_leads_on(self, guest: Client, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        page = read(guest.get("/")).find("main")
        assert page.find("h1").text == "Splices"
        assert page.find("ul", class_="rows").list_texts("strong") == ["Rope work"]

    def test_the_same_again_changes_nothing(self, guest: Client, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        assert list_toasts(swap(guest, topics[0], "done")) == [("Knots: done", "")]

    def test_an_archived_roadmap_stays_for_whoever_marked_it(self, guest: Client, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        Roadmap.objects.update(status="archived")
        assert guest.get("/roadmaps/rope/").status_code == 200
        assert Client().get("/roadmaps/rope/").status_code == 404

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_a_full_one_asks_to_sign_up_and_keeps_all(
        self, guest: Client, topics: list[Topic], headers: dict[str, str]
    ) -> None:
        session = guest.session
        session["visit"] = {"marks": {str(10**12 + n): ["done", "", "", ""] for n in range(MOST_MARKS)}}
        session.save()
        guest.cookies["sessionid"] = str(session.session_key)
        response = guest.post(mark_address(topics[0]), {"status": "done", "next": WHERE}, headers=headers)
        address = f"{SIGN_UP}?next=%2Froadmaps%2Frope%2F%3Fstatus%3Dtodo"
        assert response["HX-Redirect" if headers else "Location"] == address
        assert "as many topics as this browser can keep" in read(guest.get(address)).text
        assert len(guest.session["visit"]["marks"]) == MOST_MARKS

    @pytest.mark.parametrize(
        "forged",
        [
            "text", [], {"marks": []}, {"marks": {"x": ["done", "", "", ""]}}, {"marks": {"1": "done"}},
            {"marks": {"1": ["half", "", "", ""]}}, {"marks": {"1": ["done", "later", "", ""]}},
            {"marks": {"9" * 5_000: ["done", "", "", ""]}}, {"marks": {"1": ["done", "", "never", "2026-05-03"]}},
            {"marks": {str(2**63): ["done", "", "", ""]}}, {"batches": {"1": {"1": [1, 2]}}}, {"batches": 3},
        ],
    )  # fmt: skip
    def test_a_forged_one_does_no_harm(self, guest: Client, learner: User, topics: list[Topic], forged: Any) -> None:
        session = guest.session
        session["visit"] = forged
        session.save()
        guest.cookies["sessionid"] = str(session.session_key)
        assert guest.get("/roadmaps/rope/").status_code == 200
        assert guest.get("/").status_code == 200
        press(guest, topics[1], "learning")
        assert sign_in(guest, learner).status_code == 302
        assert ("splices", "learning") in Mark.objects.values_list("topic__key", "status")

    @pytest.mark.parametrize("status", ["", "half", "done later"])
    def test_an_unknown_status_is_refused(self, guest: Client, topics: list[Topic], status: str) -> None:
        assert press(guest, topics[0], status).status_code == 400
        assert "visit" not in guest.session


class TestMerge:
    def test_signing_up_keeps_all_with_their_dates(self, guest: Client, topics: list[Topic]) -> None:
        with time_machine.travel(MAY_3, tick=False):
            press(guest, topics[0], "done")
            press(guest, topics[1], "skipped later")
        with time_machine.travel(MAY_4, tick=False):
            guest.post(SIGN_UP, {"email": "new@example.org", "password1": PASSWORD, "next": WHERE})
            page = read(guest.get("/roadmaps/rope/"))
        marks = Mark.objects.order_by("topic_id").values_list("topic__key", "status", "reason", "finished_at")
        assert list(marks) == [("knots", "done", "", MAY_3), ("splices", "skipped", "later", None)]
        assert list(Change.objects.values_list("cause", flat=True)) == ["guest", "guest"]
        said = [said for said, _undo in list_toasts(page)]
        assert "2 topics you marked before signing in are now in your account." in said

    def test_it_can_be_undone_from_the_page_that_follows(
        self, guest: Client, learner: User, topics: list[Topic]
    ) -> None:
        press(guest, topics[0], "done")
        sign_in(guest, learner)
        undo = f"/undo/{Change.objects.get().batch}/"
        assert undo in [undo for _said, undo in list_toasts(read(guest.get(WHERE)))]
        guest.post(undo)
        assert Mark.objects.get().status == "todo"

    def test_it_happens_once(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        sign_in(guest, learner)
        Mark.objects.update(status="todo")
        guest.post("/accounts/logout/")
        assert list_states(read(guest.get("/roadmaps/rope/"))) == ["todo"] * 3
        sign_in(guest, learner)
        assert [mark.status for mark in Mark.objects.all()] == ["todo"]

    @pytest.mark.parametrize(
        ("own", "pressed", "result"),
        [
            ("todo", "skipped", "skipped"),
            ("skipped", "skipped later", "skipped"),
            ("skipped later", "learning", "learning"),
            ("learning", "skipped", "learning"),
            ("learning", "done known", "done known"),
            ("done known", "learning", "done known"),
            ("done known", "done", "done"),
            ("done", "done known", "done"),
        ],
    )
    def test_the_accounts_own_mark_is_never_lowered(
        self, guest: Client, learner: User, topics: list[Topic], own: str, pressed: str, result: str
    ) -> None:
        status, _, reason = own.partition(" ")
        MarkFactory.create(user=learner, topic=topics[0], status=status, reason=reason)
        press(guest, topics[0], pressed)
        sign_in(guest, learner)
        mark = Mark.objects.get()
        assert f"{mark.status} {mark.reason}".strip() == result
        assert Change.objects.count() == (own != result)

    def test_what_stays_is_said(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        press(guest, topics[0], "learning")
        sign_in(guest, learner)
        said = [said for said, _undo in list_toasts(read(guest.get(WHERE)))]
        assert "1 topic was as far or further in your account, and stays so." in said

    @pytest.mark.parametrize("own", ["todo", "done"])
    def test_a_sign_in_by_a_script_has_nobody_to_tell_and_works_all_the_same(
        self, guest: Client, learner: User, topics: list[Topic], own: str
    ) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status=own)
        press(guest, topics[0], "done")
        guest.force_login(learner)
        assert [mark.status for mark in Mark.objects.all()] == ["done"]

    def test_a_topic_retired_meanwhile_is_marked_all_the_same(
        self, guest: Client, learner: User, topics: list[Topic]
    ) -> None:
        press(guest, topics[0], "done")
        Topic.objects.update(retired=True)
        sign_in(guest, learner)
        assert [mark.status for mark in Mark.objects.all()] == ["done"]

    def test_a_topic_that_is_no_more_is_forgotten(self, guest: Client, learner: User, db: None) -> None:
        topic = TopicFactory.create()
        press(guest, topic, "done")
        topic.delete()
        assert sign_in(guest, learner).status_code == 302
        assert not Mark.objects.exists()

    def test_a_wrong_password_keeps_the_visit(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        press(guest, topics[0], "done")
        guest.post(SIGN_IN, {"login": learner.email, "password": "not it"})
        assert not Mark.objects.exists()
        sign_in(guest, learner)
        assert [mark.user for mark in Mark.objects.all()] == [learner]

    def test_signing_in_without_a_visit_changes_nothing(
        self, guest: Client, learner: User, topics: list[Topic]
    ) -> None:
        sign_in(guest, learner)
        assert not Mark.objects.exists()

    def test_whoever_is_signed_in_has_no_visit(self, learner: User, topics: list[Topic]) -> None:
        client = client_of(learner)
        press(client, topics[0], "done")
        assert "visit" not in client.session


class TestSignedOut:
    """Whoever pressed on their own page after their session had ended: the mark waits for them, and for nobody else."""

    def press(self, client: Client, topic: Topic, owner: User, status: str = "todo", **headers: str) -> Answer:
        data = {"status": status, "mine": str(owner.pk), "next": WHERE}
        return client.post(mark_address(topic), data, headers=headers)

    def test_it_is_carried_out_after_signing_in(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        response = self.press(guest, topics[0], learner)
        assert response["Location"] == f"{SIGN_IN}?next=%2Froadmaps%2Frope%2F%3Fstatus%3Dtodo"
        assert "Sign in, and “Knots” is marked as you chose." in read(guest.get(response["Location"])).text
        assert "visit" not in guest.session
        sign_in(guest, learner)
        assert [mark.status for mark in Mark.objects.all()] == ["todo"]
        assert ("Knots: to do", f"/undo/{Change.objects.get().batch}/") in list_toasts(read(guest.get(WHERE)))

    def test_htmx_is_led_there_too(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        response = self.press(guest, topics[0], learner, hx_request="true")
        assert response["HX-Redirect"] == f"{SIGN_IN}?next=%2Froadmaps%2Frope%2F%3Fstatus%3Dtodo"

    def test_it_is_not_for_another(
        self, guest: Client, learner: User, other_learner: User, topics: list[Topic]
    ) -> None:
        self.press(guest, topics[0], learner, "done")
        sign_in(guest, other_learner)
        assert not Mark.objects.exists()

    def test_a_topic_that_is_no_more_is_forgotten(self, guest: Client, learner: User, db: None) -> None:
        topic = TopicFactory.create()
        self.press(guest, topic, learner, "done")
        topic.delete()
        assert sign_in(guest, learner).status_code == 302
        assert not Mark.objects.exists()

    def test_an_unknown_status_is_refused(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        assert self.press(guest, topics[0], learner, "half").status_code == 400

    def test_nothing_changes_where_it_was_so(self, guest: Client, learner: User, topics: list[Topic]) -> None:
        MarkFactory.create(user=learner, topic=topics[0], status="done")
        self.press(guest, topics[0], learner, "done")
        sign_in(guest, learner)
        assert ("Knots: done", "") in list_toasts(read(guest.get(WHERE)))
