"""Passwords are taken as they are typed; sessions are made by the server, new at each sign-in, and end at once."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as ours
from django.core.cache import cache

from accounts.models import User
from tests.factories import PASSWORD
from tests.probes.production import Browser
from tests.probes.test_injection import Reader
from tests.probes.world import World

pytestmark = pytest.mark.django_db

PASSWORDS = [
    "correct horse battery",
    "only-small-letters",
    "  spaces around it  ",
    "漢字とかな、仮名まじり",
    "a1!" * 40,
]


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_of_any_kind_is_kept_as_it_is(world: World, password: str) -> None:
    cache.clear()
    Browser().post("/accounts/signup/", {"email": "new@example.org", "password1": password})

    person = User.objects.get(email="new@example.org")
    assert person.check_password(password)
    others = {password[:-1], password.strip(), password.upper(), password[:64]} - {password}
    assert not any(person.check_password(other) for other in others)


@pytest.mark.parametrize("page", ["login", "signup", "password/change", "reauthenticate"])
def test_password_managers_may_help(world: World, page: str) -> None:
    browser = Browser(world.eve) if page in ("password/change", "reauthenticate") else Browser()
    tags = Reader(browser.get(f"/accounts/{page}/").content.decode()).tags

    fields = [attributes for tag, attributes in tags if tag == "input" and "password" in attributes.get("name", "")]
    assert fields
    assert {field["type"] for field in fields} == {"password"}
    assert {field["autocomplete"] for field in fields} <= {"current-password", "new-password"}
    assert not any("onpaste" in field or "readonly" in field for field in fields)


def test_a_made_up_session_is_none(world: World) -> None:
    browser = Browser()
    browser.cookies[ours.SESSION_COOKIE_NAME] = "a" * 32

    assert browser.get("/settings/").status_code == 302


def test_signing_in_makes_a_new_session_and_ends_the_old(world: World) -> None:
    browser = Browser()
    browser.post("/roadmaps/rope/start/knots/mark/", {"status": "done"})
    before = browser.cookies[ours.SESSION_COOKIE_NAME].value
    browser.post("/accounts/login/", {"login": "eve@example.org", "password": PASSWORD})
    after = browser.cookies[ours.SESSION_COOKIE_NAME].value

    assert after != before
    assert re.fullmatch(r"[a-z0-9]{32}", after)  # 165 bits
    assert browser.get("/settings/").status_code == 200
    old = Browser()
    old.cookies[ours.SESSION_COOKIE_NAME] = before
    assert old.get("/settings/").status_code == 302


def test_showing_again_who_one_is_makes_a_new_session_too(world: World) -> None:
    browser = Browser()
    browser.post("/accounts/login/", {"login": "eve@example.org", "password": PASSWORD})
    before = browser.cookies[ours.SESSION_COOKIE_NAME].value
    browser.post("/accounts/reauthenticate/", {"password": "a guess"})
    assert browser.cookies[ours.SESSION_COOKIE_NAME].value == before

    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert browser.cookies[ours.SESSION_COOKIE_NAME].value != before
    assert "(this one)" in browser.get("/settings/sessions/").content.decode()
    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200, "what was shown holds in the new one"
    old = Browser()
    old.cookies[ours.SESSION_COOKIE_NAME] = before
    assert old.get("/settings/").status_code == 302


def test_an_account_that_is_switched_off_is_out_at_once(world: World) -> None:
    browser = Browser(world.eve)
    assert browser.get("/settings/").status_code == 200
    User.objects.filter(pk=world.eve.pk).update(is_active=False)

    assert browser.get("/settings/").status_code == 302
