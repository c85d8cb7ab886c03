"""The form for a new address, with a mail server and without. The other forms are tested on their pages."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.accounts.people import read_errors, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD

PAGE, AGAIN = "/accounts/email/", "/accounts/reauthenticate/"


@pytest.fixture(autouse=True)
def our_form(settings: Settings) -> None:
    settings.ACCOUNT_FORMS = {"add_email": "accounts.forms.ChangeEmailForm"}


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def change(client: Client, email: str) -> bytes:
    """The page after asking for this address, and after showing who one is if that is asked."""
    answer = client.post(PAGE, {"action_add": "", "email": email}, follow=True)
    if answer.redirect_chain and answer.redirect_chain[-1][0].startswith(AGAIN):
        answer = client.post(AGAIN, {"password": PASSWORD, "next": PAGE}, follow=True)
    return answer.content


def list_addresses(person: User) -> list[tuple[str, bool, bool]]:
    """`(address, primary, verified)` of each, and the one on the account must be among them."""
    person.refresh_from_db()
    rows = EmailAddress.objects.filter(user=person).order_by("pk")
    assert person.email in [row.email for row in rows]
    return [(row.email, row.primary, row.verified) for row in rows]


def test_without_mail_it_holds_at_once(guest: Client, learner: User) -> None:
    page = change(client_of(learner), "Lovelace@example.org")
    assert list_addresses(learner) == [("lovelace@example.org", True, False)]
    assert b"You sign in with lovelace@example.org." in page
    assert sign_in(guest, learner)


def test_whoever_finds_a_browser_open_changes_nothing(learner: User) -> None:
    client = client_of(learner)
    asked = client.post(PAGE, {"action_add": "", "email": "eve@example.org"})
    assert asked["Location"] == f"{AGAIN}?next={quote(PAGE, safe='')}"
    wrong = client.post(AGAIN, {"password": "a guess", "next": PAGE})
    assert read_errors(wrong.content) == ["This is not your password."]
    assert list_addresses(learner) == [("ada@example.org", False, False)]


def test_without_mail_an_address_of_someone_else_is_refused(learner: User, other_learner: User) -> None:
    page = change(client_of(learner), other_learner.email.upper())
    assert read_errors(page) == ["Someone has an account with this address. If it is you, sign in instead."]
    assert list_addresses(learner) == [("ada@example.org", False, False)]


def test_ones_own_address_is_refused(learner: User) -> None:
    page = change(client_of(learner), learner.email)
    assert read_errors(page) == ["This is your address already."]


@pytest.mark.usefixtures("with_mail")
class TestWithMail:
    def test_it_waits_for_the_link(self, learner: User) -> None:
        client = client_of(learner)
        EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
        page = change(client, "lovelace@example.org")
        assert b"It changes to <b>lovelace@example.org</b>" in page
        assert b"You sign in with ada@example.org." in page

        link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
        assert link
        client.post(link[1])
        assert list_addresses(learner) == [("lovelace@example.org", True, True)]

    def test_an_address_that_was_never_verified_stays_until_then(self, learner: User) -> None:
        change(client_of(learner), "lovelace@example.org")
        assert list_addresses(learner) == [("ada@example.org", False, False), ("lovelace@example.org", False, False)]

    def test_a_second_wish_replaces_the_first(self, learner: User) -> None:
        client = client_of(learner)
        change(client, "first@example.org")
        change(client, "second@example.org")
        assert list_addresses(learner) == [("ada@example.org", False, False), ("second@example.org", False, False)]

    def test_it_can_be_taken_back(self, learner: User) -> None:
        client = client_of(learner)
        change(client, "lovelace@example.org")
        client.post(PAGE, {"action_remove": "", "email": "lovelace@example.org"})
        assert list_addresses(learner) == [("ada@example.org", False, False)]

    def test_an_address_of_someone_else_never_becomes_ours(self, learner: User, other_learner: User) -> None:
        client = client_of(learner)
        change(client, other_learner.email)
        link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
        assert link
        client.post(link[1])
        learner.refresh_from_db()
        assert learner.email == "ada@example.org"


def test_another_learner_is_not_touched(learner: User, other_learner: User) -> None:
    EmailAddress.objects.create(user=other_learner, email=other_learner.email, primary=True)
    client_of(learner).post(PAGE, {"action_remove": "", "email": other_learner.email})
    assert list_addresses(other_learner) == [("grace@example.org", True, False)]


def test_a_guest_is_sent_to_sign_in(guest: Client) -> None:
    response = guest.get(PAGE)
    assert response.headers["Location"] == f"{reverse('account_login')}?next={PAGE}"
