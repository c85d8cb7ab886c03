"""Nobody guesses without end, sends without end, or asks for what there is not."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache

from accounts.models import User
from tests.factories import PASSWORD
from tests.probes.production import Browser
from tests.probes.routes import find_address, list_routes
from tests.probes.world import World

pytestmark = pytest.mark.django_db

SHEET = "/roadmaps/rope/start/knots/"


def sign_in(password: str, address: str, **headers: str) -> int:
    """The status: 302 for who is in, 200 for who is asked again, 429 for who has to wait."""
    fields = {"login": "ada@example.org", "password": password}
    status: int = Browser(REMOTE_ADDR=address).post("/accounts/login/", fields, headers=headers).status_code
    return status


def test_guesses_at_one_account_end(world: World) -> None:
    for number in range(5):
        assert sign_in(f"guess {number}", f"203.0.113.{number}") == 200

    assert sign_in(PASSWORD, "203.0.113.99") != 302  # the right one, but too late
    cache.clear()
    assert sign_in(PASSWORD, "203.0.113.99") == 302


def test_a_made_up_address_is_no_way_round(world: World) -> None:
    statuses = [
        Browser().post(
            "/accounts/login/",
            {"login": f"nobody-{number}@example.org", "password": "guess"},
            headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"},
        ).status_code
        for number in range(40)
    ]  # fmt: skip
    assert 429 in statuses


def test_sign_ups_end(world: World) -> None:
    browser = Browser()
    people = User.objects.count()
    statuses = []
    for number in range(25):
        browser.cookies.clear()
        fields = {"email": f"new-{number}@example.org", "password1": PASSWORD}
        statuses.append(browser.post("/accounts/signup/", fields).status_code)

    assert statuses == [302] * 20 + [429] * 5
    assert User.objects.count() == people + 20


def test_mail_for_a_forgotten_password_ends(world: World) -> None:
    for number in range(12):
        Browser(REMOTE_ADDR=f"203.0.113.{number}").post("/accounts/password/reset/", {"email": "ada@example.org"})

    assert len(mail.outbox) == 5


def test_the_admin_has_no_door_of_its_own(world: World) -> None:
    fields = {"username": "chief@example.org", "password": PASSWORD, "login": "chief@example.org"}

    answer = Browser().post("/admin/login/?next=/admin/", fields)

    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/settings/delete/", "/accounts/reauthenticate/"])
def test_guesses_at_ones_own_password_end(world: World, path: str) -> None:
    browser = Browser(world.eve)
    for number in range(12):
        guess = f"guess-{number}"
        browser.post(path, {"oldpassword": guess, "password": guess, "password1": "another-long-walk"})

    right = {"oldpassword": PASSWORD, "password": PASSWORD, "password1": "another-long-walk"}
    assert browser.post(path, right).status_code != 302
    assert User.objects.get(pk=world.eve.pk).check_password(PASSWORD)


def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    browser = Browser(world.ada)
    notes = world.ada.notes.count()

    for path in (f"{SHEET}note/", "/roadmaps/rope/-/why/", f"{SHEET}report/", "/settings/", "/accounts/login/"):
        answer = browser.post(path, {"text": "a" * (5 * 1024 * 1024 + 1), "version": "0"})
        assert answer.status_code == 400, path
    assert world.ada.notes.count() == notes


def test_a_form_of_too_many_fields_is_refused(world: World) -> None:
    fields = {f"field-{number}": "1" for number in range(10_001)}

    for path in (f"{SHEET}mark/", "/roadmaps/rope/-/know/", "/accounts/login/"):
        assert Browser(world.editor).post(path, fields).status_code == 400, path


FIELDS = (
    "status reason text version by url title kind target on why remove next display_name time_zone hours_per_week "
    "theme language shortcuts email login password"
)
NUMBERS = ["-1", "0", "9" * 30, "1e9", "abc", "", "\0", "１", "1.5", "NaN", "1" * 5_000, "[]", "' OR 1=1 --"]


@pytest.mark.parametrize("path", ["/history/", "/notes/", "/roadmaps/", "/search/"])
def test_any_page_number_is_answered(world: World, path: str) -> None:
    browser = Browser(world.ada)
    for number in NUMBERS:
        for name in ("page", "batch", "q"):
            status = browser.get(path, {name: number}).status_code
            assert status in (200, 301, 302, 404), (name, number, status)


@pytest.mark.parametrize("text", ["\0", "a" * 100_000, "\u202e\u2066"])
def test_no_text_makes_a_form_fail(world: World, text: str) -> None:
    browser = Browser(world.ada)
    fields = dict.fromkeys(FIELDS.split(), text)
    kinds: tuple[dict[str, str], ...] = (
        {},
        {"kind": "problem"},
        {"kind": "takeaway", "on": "1"},
        {"version": "0"},
        {"status": "done", "on": "1"},
    )

    for route in list_routes():
        if not route.startswith("admin/"):
            for kind in kinds if route.startswith("roadmaps/") else kinds[:1]:
                address = find_address(route, world).replace("/hidden/", "/rope/")
                assert browser.post(address, fields | kind).status_code < 500, address
    for page in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        cache.clear()
        assert Browser().post(page, fields).status_code < 500, page


def test_no_address_makes_a_page_fail(world: World) -> None:
    """Keys of roadmaps, stages and topics; the admin's own ids are Django's to read."""
    keys = ["%00", "%FF", "..", "a" * 5_000, "%F0%9F%98%80", "%E2%80%AE"]
    browser = Browser(world.chief)
    for route in list_routes():
        address = find_address(route, world)
        for key in keys:
            for part in ("hidden", "start", "knots"):
                bad = address.replace(part, key)
                if bad != address:
                    assert browser.get(bad).status_code < 500, bad
