"""Guesses at a second factor end, whoever makes them and wherever; a code is good once; no change goes unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from accounts.models import User
from tests.accounts.codes import give_app, list_recovery_codes, show_code
from tests.factories import PASSWORD
from tests.probes.production import Browser
from tests.probes.world import World

pytestmark = pytest.mark.django_db

STEP = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/reauthenticate/"
SET_UP = "/accounts/2fa/totp/activate/"
TRIES = 5


@pytest.fixture
def eve(world: World) -> User:
    """Eve, with an app and recovery codes."""
    give_app(world.eve)
    return world.eve


def open_second_step(person: User, number: int) -> Browser:
    """A browser of its own, at an address of its own, which knows the password."""
    browser = Browser(REMOTE_ADDR=f"203.0.113.{number}")
    answer = browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == STEP
    return browser


def is_in(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session


def guess(person: User, wrong: str) -> None:
    """As often as is allowed, each time from a new session and a new address."""
    for number in range(TRIES):
        assert open_second_step(person, number).post(STEP, {"code": wrong}).status_code == 200


@pytest.mark.parametrize("wrong", ["000000", "00000000"])
@pytest.mark.parametrize("find_right", [lambda _: show_code(), lambda person: list_recovery_codes(person)[0]])
def test_guesses_end_for_the_account(eve: User, wrong: str, find_right: Callable[[User], str]) -> None:
    guess(eve, wrong)

    browser = open_second_step(eve, 99)
    browser.post(STEP, {"code": find_right(eve)})
    assert not is_in(browser)  # the right one, but too late
    cache.clear()
    browser.post(STEP, {"code": find_right(eve)})
    assert is_in(browser)


def test_guesses_at_the_question_who_one_is_count_too(eve: User) -> None:
    browser = Browser(eve)
    for _ in range(TRIES):
        browser.post(AGAIN, {"code": "000000"})

    assert browser.post(AGAIN, {"code": show_code()}).status_code == 200
    other = open_second_step(eve, 99)
    other.post(STEP, {"code": show_code()})
    assert not is_in(other)


def test_guesses_at_an_app_that_is_set_up_end(world: World) -> None:
    browser = Browser(world.eve)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.get(SET_UP)
    said = [browser.post(SET_UP, {"code": "000000"}).content.decode() for _ in range(TRIES + 1)]

    assert ["This code is not right" in page for page in said] == [True] * TRIES + [False]
    assert not Authenticator.objects.filter(user=world.eve).exists()


def test_passing_the_password_again_starts_no_new_count(eve: User) -> None:
    guess(eve, "000000")
    browser = open_second_step(eve, 50)
    for _ in range(3):
        browser.post("/accounts/logout/")
        browser = open_second_step(eve, 51)
        browser.post(STEP, {"code": show_code()})
        assert not is_in(browser)


@pytest.mark.parametrize("find_code", [lambda _: show_code(), lambda person: list_recovery_codes(person)[3]])
def test_a_code_is_good_once(eve: User, find_code: Callable[[User], str]) -> None:
    code = find_code(eve)
    browsers = [open_second_step(eve, number) for number in range(3)]

    for browser in browsers:
        browser.post(STEP, {"code": code})

    assert [is_in(browser) for browser in browsers] == [True, False, False]


def test_a_code_of_another_person_is_none(eve: User, world: World) -> None:
    browser = open_second_step(eve, 1)
    for code in list_recovery_codes(world.chief)[:2]:
        browser.post(STEP, {"code": code})
    assert not is_in(browser)
    assert len(list_recovery_codes(world.chief)) == 10


@pytest.mark.parametrize("path", ["", "reauthenticate/", "login/"])
@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", '{"id": "x", "rawId": "x", "response": {}}', "\0"])
def test_no_made_up_passkey_signs_in(world: World, path: str, credential: str) -> None:
    address = f"/accounts/2fa/webauthn/{path}"
    browser = Browser(world.ada) if path == "reauthenticate/" else Browser()
    browser.get(address)

    answer = browser.post(address, {"credential": credential})

    assert answer.status_code < 500
    assert is_in(browser) is (path == "reauthenticate/")
    assert not any("webauthn" in str(entry) for entry in browser.session.get("account_authentication_methods", []))


CHANGES = (
    SET_UP,
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/download/",
)


@pytest.mark.parametrize("address", CHANGES)
def test_no_change_goes_unasked(eve: User, address: str) -> None:
    """A session that was left open, or stolen, changes no factor and reads no code."""
    if address == SET_UP:
        Authenticator.objects.filter(user=eve, type="totp").delete()
    browser = Browser(eve)
    before = list(Authenticator.objects.order_by("pk").values())

    for answer in (browser.get(address), browser.post(address, {"code": show_code()})):
        assert answer.status_code in (302, 405)
        assert answer.status_code == 405 or "reauthenticate" in answer["Location"]
    assert list(Authenticator.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("verb", ["remove", "edit"])
def test_no_passkey_is_touched_unasked(world: World, verb: str) -> None:
    row = world.rows["authenticator"]

    answer = Browser(world.ada).post(f"/accounts/2fa/webauthn/keys/{row.pk}/{verb}/", {"name": "Mine"})

    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.get(pk=row.pk).data == row.data
