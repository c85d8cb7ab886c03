"""Staff need a second factor for the admin, in service; `make_editor` leads through it in the terminal."""

from __future__ import annotations

import io
import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.factors import Factors, list_factors
from accounts.models import User
from roadmaps.editors import make_editors_group
from tests.accounts.codes import give_app, show_code
from tests.clients import client_of

ADMIN = reverse("admin:index")


@pytest.fixture(autouse=True)
def _staff_needs_a_factor(settings: Settings) -> None:
    settings.STAFF_NEEDS_SECOND_FACTOR = True


def test_an_editor_without_one_is_led_to_it(editor: User) -> None:
    client = client_of(editor)
    response = client.get(reverse("admin:roadmaps_roadmap_changelist"))
    assert (response.status_code, response["Location"]) == (302, reverse("settings_second_factor"))
    page = client.get(response["Location"]).content.decode()
    assert "<h1>One more step before the admin</h1>" in page
    assert f'href="{reverse("mfa_activate_totp")}"' in page
    assert client.post(reverse("admin:roadmaps_roadmap_add")).status_code == 302


def test_an_editor_with_one_goes_on(editor: User) -> None:
    give_app(editor)
    assert client_of(editor).get(ADMIN).status_code == 200


def test_an_editor_without_one_may_leave_and_learn(editor: User) -> None:
    client = client_of(editor)
    assert client.get(reverse("settings")).status_code == 200
    assert client.post(reverse("admin:logout")).status_code == 200


def test_others_are_answered_as_before(guest: Client, learner: User) -> None:
    assert guest.get(ADMIN)["Location"] == f"{reverse('admin:login')}?next={ADMIN}"
    assert client_of(learner).get(reverse("admin:login")).status_code == 403


def test_the_sign_in_of_the_admin_is_ours_with_its_limits(guest: Client) -> None:
    response = guest.post(reverse("admin:login"), {"username": "a@example.org", "password": "x"})
    assert (response.status_code, response["Location"]) == (
        302, f"{reverse('account_login')}?next={reverse('admin:login').replace('/', '%2F')}",
    )  # fmt: skip


def test_a_site_on_trial_asks_for_none(editor: User, settings: Settings) -> None:
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    assert client_of(editor).get(ADMIN).status_code == 200


def test_make_editor_sets_up_an_app(learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_editors_group(apps)
    out, err = io.StringIO(), io.StringIO()
    asked = iter(["wrong", "right"])

    def answer(_question: str) -> str:
        secret = re.search(r"secret into it: (\w{32})", out.getvalue())
        assert secret
        return show_code(secret[1]) if next(asked) == "right" else "000"

    monkeypatch.setattr("builtins.input", answer)
    call_command("make_editor", email=learner.email, stdout=out, stderr=err)
    assert err.getvalue().strip() == "That is not the code. Again, please."
    assert list_factors(learner) == Factors(app=True, passkeys=0, codes_left=10, codes_total=10)
    assert len(re.findall(r"\b\d{8}\b", out.getvalue())) == 10


def test_make_editor_asks_nothing_of_a_script(learner: User) -> None:
    make_editors_group(apps)
    out = io.StringIO()
    call_command("make_editor", email=learner.email, no_input=True, stdout=out)
    assert "The admin will ask for a second factor to be set up at the first sign-in." in out.getvalue()
    assert not list_factors(learner).any
