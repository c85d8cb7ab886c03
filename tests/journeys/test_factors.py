"""Passkeys, with the authenticator that Chromium has for tests, and codes of an app without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.accounts.codes import show_code
from tests.factories import PASSWORD
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def plug_in_authenticator(page: Page) -> None:
    """A passkey device that always agrees and knows its owner."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def confirm_with_password(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_a_passkey_is_made_and_signs_in_alone(visit: Visit, learner: User) -> None:
    page = visit(signed_in=learner)
    plug_in_authenticator(page)
    page.goto("/settings/")
    page.get_by_role("link", name="Add one").click()
    page.get_by_role("link", name="Add a passkey").click()
    confirm_with_password(page)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").wrap().name == "My laptop"

    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/settings/$"))


def test_a_passkey_is_the_second_step_and_shows_who_it_is(visit: Visit, learner: User) -> None:
    page = visit(signed_in=learner)
    plug_in_authenticator(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_with_password(page)
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_label("E-mail address").fill(learner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()

    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/2fa/webauthn/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()


def test_a_passkey_that_does_not_come_is_told(visit: Visit, learner: User) -> None:
    page = visit()
    plug_in_authenticator(page)  # it has no passkey of this site
    page.goto("/accounts/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used. Try again, or take another way.")).to_be_focused()


def test_an_app_is_set_up_and_asked_without_javascript(visit: Visit, learner: User, tmp_path: Path) -> None:
    page = visit(signed_in=learner, java_script_enabled=False, width=390)
    page.goto("/settings/")
    page.get_by_role("link", name="Set up").click()
    confirm_with_password(page)
    expect(page.get_by_role("img", name="The secret below as a picture for the camera")).to_be_visible()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("The code that the app shows now").fill(show_code(secret))
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10

    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/settings/")
    page.get_by_label("E-mail address").fill(learner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("9 of 10 are left.")).to_be_visible()
