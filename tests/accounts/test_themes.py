"""The theme of a learner and of a guest, and the switch between them."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.context_processors import theme
from accounts.models import User
from tests.clients import client_of

SWITCH = "/settings/theme/"
HERE = "/roadmaps/?q=a&sort=title"


def test_a_learners_choice_is_kept_in_their_row(learner: User) -> None:
    response = client_of(learner).post(SWITCH, {"theme": "dark", "next": HERE})
    assert (response.status_code, response.headers["Location"]) == (302, HERE)
    assert "theme" not in response.cookies
    learner.refresh_from_db()
    assert learner.theme == "dark"


def test_a_guests_choice_is_kept_in_a_cookie(guest: Client) -> None:
    response = guest.post(SWITCH, {"theme": "dark", "next": HERE})
    assert (response.status_code, response.headers["Location"]) == (302, HERE)
    cookie = response.cookies["theme"]
    kept = (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"])
    assert kept == ("dark", True, "Lax", 365 * 24 * 60 * 60)
    assert "sessionid" not in response.cookies
    assert b'data-theme="dark"' in guest.get(reverse("account_login")).content


def test_a_learners_row_goes_before_a_cookie(learner: User) -> None:
    client = client_of(learner)
    client.cookies["theme"] = "light"
    User.objects.filter(pk=learner.pk).update(theme="dark")
    assert b'data-theme="dark"' in client.get(reverse("settings")).content


@pytest.mark.parametrize("value", ["", "DARK", "dark ", "../dark", '"><script>alert(1)</script>', "\x00", "x" * 5_000])
def test_a_cookie_that_names_no_theme_is_ignored(value: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = value
    assert theme(request) == {"theme": "system"}


@pytest.mark.parametrize("value", [None, "", "sepia", "dark\n"])
def test_an_unknown_theme_changes_nothing(learner: User, value: str | None) -> None:
    response = client_of(learner).post(SWITCH, {} if value is None else {"theme": value})
    assert response.status_code == 400
    assert response.content == b"There is no such theme. Choose light, dark or system."
    learner.refresh_from_db()
    assert learner.theme == "system"


@pytest.mark.parametrize(
    "way", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_stays_on_this_site(guest: Client, way: str) -> None:
    response = guest.post(SWITCH, {"theme": "dark", "next": way})
    assert response.headers["Location"] == reverse("home")


def test_a_get_is_refused(guest: Client) -> None:
    response = guest.get(SWITCH)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_a_token_is_needed(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(SWITCH, {"theme": "dark"})
    assert response.status_code == 403
    assert "theme" not in response.cookies


@pytest.mark.parametrize(
    ("theme", "sentence", "following"),
    [
        ("system", "Theme: like your device. Select for light.", "light"),
        ("light", "Theme: light. Select for dark.", "dark"),
        ("dark", "Theme: dark. Select for the one of your device.", "system"),
    ],
)
def test_the_button_says_what_is_and_what_comes(guest: Client, theme: str, sentence: str, following: str) -> None:
    guest.cookies["theme"] = theme
    page = guest.get(reverse("account_login"), {"next": HERE}).content.decode()
    assert f'name="theme" value="{following}" title="{sentence}" aria-label="{sentence}"' in page
    assert 'name="next" value="/accounts/login/?next=%2Froadmaps%2F%3Fq%3Da%26sort%3Dtitle"' in page
