"""A mark pressed before signing in is set afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from progress.models import Change, Mark
from roadmaps.models import Topic
from tests.clients import client_of
from tests.factories import PASSWORD, MarkFactory, TopicFactory
from tests.progress.pages import Answer, read

SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
WHERE = "/roadmaps/rope/?status=todo"


@pytest.fixture
def topic(db: None) -> Topic:
    return TopicFactory.create(key="knots", name="Knots", node__key="start", node__roadmap__key="rope")


def press(client: Client, topic: Topic, status: str, reason: str = "", **headers: str) -> Answer:
    data = {"status": status, "reason": reason, "next": WHERE}
    return client.post(f"{topic.get_absolute_url()}mark/", data, headers=headers)


def sign_in(client: Client, person: User) -> Answer:
    return client.post(SIGN_IN, {"login": person.email, "password": PASSWORD, "next": WHERE})


def list_toasts(client: Client) -> list[str]:
    """What the next page says."""
    toasts = read(client.get("/roadmaps/")).find(id="toasts")
    return [toast.find("span").text for toast in toasts.list_all("div", class_="toast")]


def test_a_guest_is_led_to_sign_up_and_back(guest: Client, topic: Topic) -> None:
    response = press(guest, topic, "done")
    assert (response.status_code, response["Location"]) == (
        302,
        f"{SIGN_UP}?next=%2Froadmaps%2Frope%2F%3Fstatus%3Dtodo",
    )
    assert not Mark.objects.exists()

    page = read(guest.get(response["Location"]))
    assert "Sign up or sign in, and “Knots” is marked as you chose." in page.text
    assert page.find("main").find("input", name="next")["value"] == WHERE


def test_htmx_is_led_there_too(guest: Client, topic: Topic) -> None:
    response = press(guest, topic, "done", hx_request="true")
    assert (response.status_code, response.content) == (200, b"")
    assert response["HX-Redirect"] == f"{SIGN_UP}?next=%2Froadmaps%2Frope%2F%3Fstatus%3Dtodo"
    assert not Mark.objects.exists()


def test_the_mark_is_set_after_signing_up(guest: Client, topic: Topic) -> None:
    press(guest, topic, "learning")

    response = guest.post(SIGN_UP, {"email": "new@example.org", "password1": PASSWORD, "next": WHERE})

    assert (response.status_code, response["Location"]) == (302, WHERE)
    mark = Mark.objects.get()
    assert (mark.user.email, mark.topic, mark.status) == ("new@example.org", topic, "learning")
    assert list(Change.objects.values_list("before", "after", "cause")) == [("todo", "learning", "guest")]
    assert "Knots: learning" in list_toasts(guest)


def test_the_mark_is_set_after_signing_in(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done", "known")

    response = sign_in(guest, learner)

    assert (response.status_code, response["Location"]) == (302, WHERE)
    assert [(mark.user, mark.status, mark.reason) for mark in Mark.objects.all()] == [(learner, "done", "known")]


def test_it_can_be_undone_from_the_page_that_follows(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done")
    sign_in(guest, learner)

    undo = read(guest.get(WHERE)).find(id="toasts").find("form", method="post")

    assert undo["action"] == f"/undo/{Change.objects.get().batch}/"
    guest.post(undo["action"])
    assert Mark.objects.get().status == "todo"


def test_the_last_mark_is_the_one_that_is_kept(guest: Client, learner: User, topic: Topic) -> None:
    other = TopicFactory.create(node=topic.node)
    press(guest, topic, "done")
    press(guest, other, "learning")
    sign_in(guest, learner)
    assert [(mark.topic, mark.status) for mark in Mark.objects.all()] == [(other, "learning")]


def test_it_is_set_once(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done")
    sign_in(guest, learner)
    Mark.objects.update(status="todo")
    guest.post("/accounts/logout/")
    sign_in(guest, learner)
    assert [mark.status for mark in Mark.objects.all()] == ["todo"]


@pytest.mark.parametrize(
    ("own", "pressed", "result"),
    [
        ("todo", "skipped", "skipped"),
        ("todo", "todo", "todo"),
        ("skipped", "skipped later", "skipped"),
        ("skipped later", "learning", "learning"),
        ("learning", "skipped", "learning"),
        ("learning", "done known", "done known"),
        ("done known", "learning", "done known"),
        ("done known", "done", "done"),
        ("done", "done known", "done"),
        ("done", "todo", "done"),
    ],
)
def test_the_accounts_own_mark_is_never_lowered(
    guest: Client, learner: User, topic: Topic, own: str, pressed: str, result: str
) -> None:
    status, _, reason = own.partition(" ")
    MarkFactory.create(user=learner, topic=topic, status=status, reason=reason)
    press(guest, topic, *pressed.split(" "))

    sign_in(guest, learner)

    mark = Mark.objects.get()
    assert f"{mark.status} {mark.reason}".strip() == result
    assert Change.objects.count() == (own != result)


@pytest.mark.parametrize("own", ["todo", "done"])
def test_a_sign_in_by_a_script_has_nobody_to_tell_and_works_all_the_same(
    guest: Client, learner: User, topic: Topic, own: str
) -> None:
    MarkFactory.create(user=learner, topic=topic, status=own)
    press(guest, topic, "done")
    guest.force_login(learner)
    assert [mark.status for mark in Mark.objects.all()] == ["done"]


def test_a_mark_that_stays_is_said(guest: Client, learner: User, topic: Topic) -> None:
    MarkFactory.create(user=learner, topic=topic, status="done")
    press(guest, topic, "learning")
    sign_in(guest, learner)
    assert "Knots was already marked done in your account, and stays so." in list_toasts(guest)


def test_to_do_on_an_unmarked_topic_says_nothing_of_it(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "todo")
    sign_in(guest, learner)
    assert not Mark.objects.exists()
    assert [toast for toast in list_toasts(guest) if toast.startswith("Knots")] == []


def test_a_topic_retired_meanwhile_is_marked_all_the_same(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done")
    Topic.objects.update(retired=True)
    sign_in(guest, learner)
    assert [mark.status for mark in Mark.objects.all()] == ["done"]


def test_a_topic_that_is_no_more_is_forgotten(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done")
    topic.delete()
    assert sign_in(guest, learner).status_code == 302
    assert not Mark.objects.exists()


def test_signing_in_without_a_held_mark_changes_nothing(guest: Client, learner: User, topic: Topic) -> None:
    sign_in(guest, learner)
    assert not Mark.objects.exists()
    assert "held_mark" not in guest.session


def test_a_wrong_password_keeps_the_mark_waiting(guest: Client, learner: User, topic: Topic) -> None:
    press(guest, topic, "done")
    guest.post(SIGN_IN, {"login": learner.email, "password": "not it"})
    assert not Mark.objects.exists()
    sign_in(guest, learner)
    assert [mark.user for mark in Mark.objects.all()] == [learner]


@pytest.mark.parametrize("status", ["", "half"])
def test_an_unknown_status_is_not_held(guest: Client, topic: Topic, status: str) -> None:
    assert press(guest, topic, status).status_code == 400
    assert "held_mark" not in guest.session


def test_nothing_is_held_for_whoever_is_signed_in(learner: User, topic: Topic) -> None:
    client = client_of(learner)
    press(client, topic, "done")
    assert "held_mark" not in client.session
