"""Connecting an account at another site on the settings page, and parting from it without locking oneself out."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.providers.ways import Way, list_ways_of
from tests.accounts.codes import fresh_client_of
from tests.accounts.people import NEW_PASSWORD, read_errors, sign_in
from tests.accounts.providers.answers import Web, leave_for, walk_through
from tests.clients import client_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
MONA = "mona@example.org"


def connect(person: User, provider: str = "github", uid: str = "583231") -> SocialAccount:
    return SocialAccount.objects.create(user=person, provider=provider, uid=uid, extra_data={"login": "octocat"})


def read_last_message(client: Client) -> str:
    return [str(message) for message in get_messages(client.get(reverse("settings")).wsgi_request)][-1]


def part(client: Client, account: SocialAccount) -> str:
    """What is said after this account is disconnected, or is not."""
    assert client.post(reverse("settings_part", args=[account.pk]))["Location"] == reverse("settings")
    return read_last_message(client)


def test_a_row_for_each_provider_and_each_account(
    web: Web, learner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = connect(learner), connect(learner, uid="2")
    with django_assert_num_queries(1):  # the accounts
        found = list_ways_of(learner)
    google = Way("google", "Google")
    assert found == [Way("github", "GitHub", first), Way("github", "GitHub", second), google]
    assert [way.account_name for way in found] == ["octocat", "octocat", ""]


def test_without_keys_there_is_none_and_no_query(
    learner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    connect(learner)
    with django_assert_num_queries(0):
        assert list_ways_of(learner) == []


def test_connecting_asks_who_it_is_and_goes_on(web: Web, learner: User) -> None:
    client = client_of(learner)
    asked = client.post("/accounts/github/login/", {"next": reverse("settings")})
    assert asked["Location"].startswith(f"{reverse('account_reauthenticate')}?next=")
    away = client.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/github/login/"})
    assert away["Location"].startswith("https://github.com/login/oauth/authorize?")


def test_a_connected_account_signs_in(web: Web, learner: User, guest: Client) -> None:
    web.be_github(("elsewhere@example.org", False))  # of no account here: whoever is signed in vouches for it
    client = fresh_client_of(learner)
    assert walk_through(client, "github", next=reverse("settings"))["Location"] == reverse("settings")
    assert read_last_message(client) == "GitHub is connected: it signs you in from now on."
    page = client.get(reverse("settings")).content.decode()
    assert "Connected as octocat: it signs you in." in page
    assert "Disconnect octocat of GitHub" in page
    walk_through(guest, "github")
    assert guest.session["_auth_user_id"] == str(learner.pk)
    learner.refresh_from_db()
    assert (learner.email, SocialAccount.objects.get().user) == ("ada@example.org", learner)


@pytest.mark.django_db(transaction=True)  # mail is sent once all is written
def test_both_are_told_by_mail(web: Web, learner: User, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    web.be_github((MONA, True))
    client = fresh_client_of(learner)
    walk_through(client, "github")
    part(client, SocialAccount.objects.get())
    assert [message.to for message in mail.outbox] == [[learner.email]] * 2
    assert ["GitHub" in message.body for message in mail.outbox] == [True, True]


def test_an_account_of_someone_else_stays_theirs(web: Web, learner: User, other_learner: User) -> None:
    theirs = connect(other_learner)
    web.be_github((MONA, True))
    client = fresh_client_of(learner)
    walk_through(client, "github")
    assert read_last_message(client) == (
        "That account of GitHub belongs to someone else here. Sign in with it, disconnect it there, then try again."
    )
    theirs.refresh_from_db()
    assert (theirs.user, SocialAccount.objects.count()) == (other_learner, 1)


def test_turning_back_leads_to_the_settings(web: Web, learner: User) -> None:
    client = fresh_client_of(learner)
    state = leave_for(client, "github")["state"]
    back = client.get("/accounts/github/login/callback/", {"error": "access_denied", "state": state}).content.decode()
    assert "<h1>GitHub is not connected</h1>" in back
    assert f'href="{reverse("settings")}">Back to your settings</a>' in back


def test_what_was_begun_ends_with_the_session(web: Web, learner: User, other_learner: User) -> None:
    web.be_github((MONA, True))
    client = fresh_client_of(learner)
    state = leave_for(client, "github")["state"]
    client.post(reverse("account_logout"))
    sign_in(client, other_learner)
    assert client.get("/accounts/github/login/callback/", {"code": "c", "state": state}).status_code == 400
    assert SocialAccount.objects.count() == 0


class TestParting:
    def test_asks_who_it_is(self, web: Web, learner: User) -> None:
        account = connect(learner)
        asked = client_of(learner).post(reverse("settings_part", args=[account.pk]))
        assert asked["Location"].startswith(f"{reverse('account_reauthenticate')}?next=")
        assert SocialAccount.objects.count() == 1

    def test_with_a_password_it_goes(self, web: Web, learner: User) -> None:
        said = part(fresh_client_of(learner), connect(learner))
        assert said == "Disconnected: that account no longer signs you in."
        assert SocialAccount.objects.count() == 0

    def test_the_only_way_in_stays(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        assert part(guest, SocialAccount.objects.get()) == "It is your only way in. Set a password first."
        assert SocialAccount.objects.count() == 1

    def test_another_one_is_a_way_in_while_it_is_on(self, web: Web, guest: Client, settings: Settings) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        connect(User.objects.get(), "google", "9")
        github = SocialAccount.objects.get(provider="github")
        keys = settings.SIGN_IN_KEYS
        settings.SIGN_IN_KEYS = {"github": keys["github"]}
        assert part(guest, github) == "It is your only way in. Set a password first."
        settings.SIGN_IN_KEYS = keys
        assert part(guest, github) == "Disconnected: that account no longer signs you in."

    def test_an_address_that_waits_for_its_proof_is_no_way_in(
        self, web: Web, learner: User, settings: Settings
    ) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        said = part(fresh_client_of(learner), connect(learner))
        assert said.startswith("Confirm your e-mail address first")
        assert SocialAccount.objects.count() == 1

    def test_one_of_a_provider_that_is_off_goes_too(self, learner: User) -> None:
        assert part(fresh_client_of(learner), connect(learner)).startswith("Disconnected")

    def test_nobody_parts_another(self, web: Web, learner: User, other_learner: User) -> None:
        account = connect(other_learner)
        assert fresh_client_of(learner).post(reverse("settings_part", args=[account.pk])).status_code == 404
        assert SocialAccount.objects.count() == 1


class TestWithoutAPassword:
    @pytest.fixture
    def mona(self, web: Web, guest: Client) -> Client:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        return guest

    def test_one_may_be_set(self, mona: Client) -> None:
        assert reverse("account_set_password") in mona.get(reverse("settings")).content.decode()
        page = mona.get(reverse("account_set_password"))
        assert b"<h1>Set a password</h1>" in page.content
        mona.post(reverse("account_set_password"), {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
        assert read_last_message(mona) == "Your password is set."
        assert reverse("account_change_password") in mona.get(reverse("settings")).content.decode()
        assert sign_in(Client(), User.objects.get(), NEW_PASSWORD)

    def test_leaving_takes_the_address(self, mona: Client) -> None:
        address = reverse("settings_delete")
        assert b'name="password"' not in mona.get(address).content
        refused = mona.post(address, {"email": "ada@example.org"})
        assert (refused.status_code, read_errors(refused.content)) == (
            422,
            ["This is not your address. Nothing was deleted."],
        )
        assert mona.post(address, {"email": "Mona@example.org"})["Location"] == reverse("home")
        assert (User.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_with_a_password_the_address_does_not_delete(learner: User) -> None:
    client = client_of(learner)
    assert client.post(reverse("settings_delete"), {"email": learner.email}).status_code == 422
    assert User.objects.filter(pk=learner.pk).exists()


def test_the_admin_shows_accounts_even_of_a_provider_that_is_off_and_takes_them_away(
    learner: User, admin_client: Client
) -> None:
    account = connect(learner)
    assert admin_client.get(reverse("admin:socialaccount_socialaccount_changelist")).status_code == 200
    page = admin_client.get(reverse("admin:socialaccount_socialaccount_change", args=[account.pk]))
    assert b"583231" in page.content
    admin_client.post(reverse("admin:socialaccount_socialaccount_delete", args=[account.pk]), {"post": "yes"})
    assert SocialAccount.objects.count() == 0
    assert admin_client.get("/admin/socialaccount/socialapp/").status_code == 404
