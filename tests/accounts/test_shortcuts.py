"""Keyboard shortcuts of a learner and of a guest, and the switch for them."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.context_processors import shortcuts
from accounts.models import User
from tests.clients import client_of
from tests.factories import PASSWORD

SWITCH = "/settings/shortcuts/"
HERE = "/roadmaps/?q=a&sort=title"


def test_a_learners_choice_is_kept_in_their_row(learner: User) -> None:
    client = client_of(learner)
    for wish, kept in (("off", False), ("on", True)):
        response = client.post(SWITCH, {"shortcuts": wish, "next": HERE})
        assert (response.status_code, response.headers["Location"]) == (302, HERE)
        assert "shortcuts" not in response.cookies
        learner.refresh_from_db()
        assert learner.shortcuts is kept


def test_a_guests_choice_is_kept_in_a_cookie(guest: Client) -> None:
    response = guest.post(SWITCH, {"shortcuts": "off", "next": HERE})
    assert (response.status_code, response.headers["Location"]) == (302, HERE)
    cookie = response.cookies["shortcuts"]
    kept = (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"])
    assert kept == ("off", True, "Lax", 365 * 24 * 60 * 60)
    assert b'data-keys="off"' in guest.get(reverse("account_login")).content

    response = guest.post(SWITCH, {"shortcuts": "on"})
    assert response.headers["Location"] == "/keys/"
    assert b'data-keys="off"' not in guest.get(reverse("account_login")).content


def test_a_new_person_keeps_the_choice_of_their_visit(guest: Client, db: None) -> None:
    guest.post(SWITCH, {"shortcuts": "off"})
    guest.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.get(email="new@example.org").shortcuts


def test_a_learners_row_goes_before_a_cookie(learner: User) -> None:
    client = client_of(learner)
    client.cookies["shortcuts"] = "off"
    assert b'data-keys="off"' not in client.get(reverse("settings")).content
    User.objects.filter(pk=learner.pk).update(shortcuts=False)
    assert b'data-keys="off"' in client.get(reverse("settings")).content


@pytest.mark.parametrize("value", ["", "OFF", "on", "0", "\x00", "x" * 5_000])
def test_any_other_cookie_leaves_them_on(value: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["shortcuts"] = value
    assert shortcuts(request) == {"shortcuts": True}


@pytest.mark.parametrize("value", [None, "", "maybe", "off\n"])
def test_an_unknown_wish_changes_nothing(learner: User, value: str | None) -> None:
    response = client_of(learner).post(SWITCH, {} if value is None else {"shortcuts": value})
    assert response.status_code == 400
    assert response.content == b"Keyboard shortcuts are either on or off."
    learner.refresh_from_db()
    assert learner.shortcuts


@pytest.mark.parametrize("way", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_stays_on_this_site(guest: Client, way: str) -> None:
    assert guest.post(SWITCH, {"shortcuts": "off", "next": way}).headers["Location"] == "/keys/"


def test_a_get_is_refused(guest: Client) -> None:
    response = guest.get(SWITCH)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
