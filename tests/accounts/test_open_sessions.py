"""Where a person is signed in, and signing out elsewhere."""

from __future__ import annotations

import json

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.devices import name_device
from accounts.models import User
from tests.accounts.people import NEW_PASSWORD, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        (CHROME, "Chrome on Android"),
        (SAFARI, "Safari on iPhone"),
        ("curl/8", "A browser we do not know"),
        ("Linux", "Linux"),
    ],
)
def test_a_device_has_a_plain_name(user_agent: str, name: str) -> None:
    assert name_device(user_agent) == name


@pytest.fixture
def here(learner: User) -> Client:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    assert sign_in(client, learner)
    return client


@pytest.fixture
def there(learner: User) -> Client:
    client = Client(HTTP_USER_AGENT=CHROME)
    assert sign_in(client, learner)
    return client


def list_names(client: Client) -> list[tuple[str, bool]]:
    response = client.get(reverse("settings_sessions"))
    assert response.status_code == 200
    return [(device, current) for _, device, current in response.context["rows"]]


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("settings")).status_code == 200


def test_each_browser_is_listed_and_this_one_named(there: Client, here: Client) -> None:
    assert list_names(here) == [("Firefox on Windows", True), ("Chrome on Android", False)]
    assert "(this one)" in here.get(reverse("settings_sessions")).content.decode()


def test_one_is_signed_out(there: Client, here: Client) -> None:
    other = UserSession.objects.get(user_agent=CHROME)
    here.post(reverse("settings_end_session", args=[other.pk]))
    assert (is_signed_in(there), is_signed_in(here)) == (False, True)
    assert list_names(here) == [("Firefox on Windows", True)]


def test_all_others_are_signed_out(there: Client, here: Client) -> None:
    here.post(reverse("settings_end_sessions"))
    assert (is_signed_in(there), is_signed_in(here)) == (False, True)


def test_nobody_ends_the_session_of_another(here: Client, other_learner: User) -> None:
    mine = UserSession.objects.get()
    assert client_of(other_learner).post(reverse("settings_end_session", args=[mine.pk])).status_code == 404
    assert is_signed_in(here)


def test_a_new_password_signs_the_others_out(there: Client, here: Client) -> None:
    here.post(reverse("account_change_password"), {
        "oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD,
    })  # fmt: skip
    assert (is_signed_in(there), is_signed_in(here)) == (False, True)
    assert list_names(here) == [("Firefox on Windows", True)]


def test_the_download_of_my_data_lists_them_and_no_key(here: Client) -> None:
    (row,) = json.loads(here.get(reverse("settings_data")).content)["rows"]["usersessions.usersession"]
    assert row["user_agent"] == FIREFOX
    assert "session_key" not in row
