"""Every page of allauth wears our layout, with a mail server and without."""

from __future__ import annotations

import re
from pathlib import Path

import allauth.account
import pytest
from allauth.account.forms import LoginForm
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.codes import fresh_client_of, give_app, read_passkey
from tests.accounts.people import sign_in
from tests.clients import client_of

PAGES = Path(allauth.account.__file__).parents[1] / "templates" / "account"
# Each of these is one of our site's addresses; the others are for ways in that are switched off.
FOR_GUESTS = {
    "account_login": "Sign in",
    "account_signup": "Sign up",
    "account_reset_password": "Forgotten password",
    "account_reset_password_done": "Forgotten password",
    "account_reset_password_from_key_done": "Your new password is set",
    "account_email_verification_sent": "Check your e-mail",
    "account_inactive": "Account switched off",
}
FOR_LEARNERS = {
    "account_logout": "Sign out?",
    "account_email": "E-mail address",
    "account_change_password": "Change password",
    "account_reauthenticate": "Is it you?",
    "mfa_list_webauthn": "Passkeys",
}


@pytest.fixture(params=[True, False], ids=["mail", "no-mail"])
def sends_mail(request: pytest.FixtureRequest, settings: Settings) -> bool:
    settings.MAIL_IS_CONFIGURED = bool(request.param)
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory" if request.param else "none"
    return bool(request.param)


def assert_ours(page: str, heading: str) -> None:
    assert page.count('<header class="bar">') == 1
    assert [title.strip() for title in re.findall(r"<h1>(.*?)</h1>", page, re.S)] == [heading]
    assert re.search(r"<title>\s*\S[^<]* · Waymark</title>", page), "a page has a title"
    assert "{{" not in page


@pytest.mark.usefixtures("sends_mail")
@pytest.mark.parametrize(("name", "heading"), FOR_GUESTS.items())
def test_a_page_for_guests(guest: Client, name: str, heading: str) -> None:
    response = guest.get(reverse(name))
    assert response.status_code == 200
    assert_ours(response.content.decode(), heading)


@pytest.mark.usefixtures("sends_mail")
@pytest.mark.parametrize(("name", "heading"), FOR_LEARNERS.items())
def test_a_page_for_learners(learner: User, name: str, heading: str) -> None:
    response = client_of(learner).get(reverse(name))
    assert response.status_code == 200
    assert_ours(response.content.decode(), heading)


@pytest.mark.parametrize("name", FOR_LEARNERS)
def test_a_page_for_learners_sends_a_guest_away(guest: Client, name: str) -> None:
    response = guest.get(reverse(name))
    assert response.status_code == 302


@pytest.mark.usefixtures("sends_mail")
def test_the_page_of_a_link_in_a_mail(guest: Client, learner: User) -> None:
    link = EmailConfirmationHMAC(EmailAddress.objects.create(user=learner, email=learner.email))
    page = guest.get(reverse("account_confirm_email", args=[link.key])).content.decode()
    assert_ours(page, "Confirm your address")
    assert "Is ada@example.org yours?" in page


def test_an_address_that_someone_else_proved(guest: Client, learner: User, other_learner: User) -> None:
    EmailAddress.objects.create(user=other_learner, email=learner.email, verified=True)
    link = EmailConfirmationHMAC(EmailAddress.objects.create(user=learner, email=learner.email))
    page = guest.get(reverse("account_confirm_email", args=[link.key])).content.decode()
    assert "Another account has shown before that ada@example.org is theirs." in page


def list_templates() -> list[str]:
    """Without frames, and without the pages of ways in that need an address we do not have."""
    absent = ("base_", "confirm_phone", "phone_", "confirm_password_reset_code", "signup_by_passkey")
    return sorted(path.name for path in PAGES.glob("*.html") if not path.name.startswith(absent))


def make_request(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.usefixtures("sends_mail")
@pytest.mark.parametrize("template", list_templates())
def test_each_template_of_allauth(learner: User, template: str) -> None:
    """Also those that no address of ours shows today: a setting may switch them on."""
    context = {"form": LoginForm(), "login_url": "/", "user": learner}
    page = render_to_string(f"account/{template}", context, make_request(learner))
    assert '<header class="bar">' in page


@pytest.mark.parametrize("name", ["account_reset_password", "account_reset_password_done"])
def test_a_site_without_mail_promises_none(guest: Client, settings: Settings, name: str) -> None:
    settings.MAIL_IS_CONFIGURED = False
    page = guest.get(reverse(name)).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "This site sends no mail." in main
    assert "Ask whoever keeps it for a one-time link" in main
    assert "<form" not in main


def test_a_site_with_mail_asks_for_the_address(guest: Client, settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    page = guest.get(reverse("account_reset_password")).content.decode()
    assert "This site sends no mail." not in page
    assert re.findall(r'name="(email)"', page) == ["email"]


PAGES_OF_FACTORS = {
    "mfa_activate_totp": "Set up an app",
    "mfa_add_webauthn": "Add a passkey",
    "mfa_deactivate_totp": "Turn the app off",
    "mfa_generate_recovery_codes": "New recovery codes",
    "mfa_reauthenticate": "Is it you?",
    "mfa_reauthenticate_webauthn": "Is it you?",
    "mfa_view_recovery_codes": "Recovery codes",
}


@pytest.mark.parametrize(("name", "heading"), PAGES_OF_FACTORS.items())
def test_a_page_of_second_factors(learner: User, name: str, heading: str) -> None:
    if name not in ("mfa_activate_totp", "mfa_add_webauthn"):
        give_app(learner)
    if name == "mfa_reauthenticate_webauthn":
        Authenticator.objects.create(user=learner, type="webauthn", data=read_passkey())
    response = fresh_client_of(learner).get(reverse(name))
    assert response.status_code == 200
    assert_ours(response.content.decode(), heading)


def test_the_second_step_of_signing_in(guest: Client, learner: User) -> None:
    give_app(learner)
    sign_in(guest, learner)
    assert_ours(guest.get(reverse("mfa_authenticate")).content.decode(), "Second step")
