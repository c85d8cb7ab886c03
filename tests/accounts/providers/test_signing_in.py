"""Signing in and up through GitHub and Google."""

from __future__ import annotations

import logging

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from progress.models import Mark
from roadmaps.models import Topic
from tests.accounts.codes import give_app
from tests.accounts.people import read_links
from tests.accounts.providers.answers import (
    GITHUB_EMAILS,
    GITHUB_TOKEN,
    GITHUB_USER,
    OCTOCAT,
    Web,
    leave_for,
    walk_through,
)
from tests.factories import TopicFactory, UserFactory

pytestmark = pytest.mark.django_db
MONA = "mona@example.org"


def who_is(client: Client) -> User | None:
    found = client.session.get("_auth_user_id")
    return User.objects.get(pk=found) if found else None


def read_lede(page: bytes) -> str:
    return page.decode().partition('<p class="lede">')[2].partition("</p>")[0]


class TestTheWayThere:
    def test_github_is_asked_for_addresses_and_nothing_more(self, web: Web, guest: Client) -> None:
        taken = leave_for(guest, "github")
        assert (taken["client_id"], taken["scope"], taken["response_type"]) == ("github-id", "user:email", "code")
        assert taken["redirect_uri"] == "http://testserver/accounts/github/login/callback/"
        assert (taken["code_challenge_method"], len(taken["code_challenge"])) == ("S256", 43)

    def test_google_is_asked_for_address_and_name(self, web: Web, guest: Client) -> None:
        taken = leave_for(guest, "google")
        assert (taken["client_id"], sorted(taken["scope"].split())) == ("google-id", ["email", "profile"])

    def test_no_link_can_ask_for_more(self, web: Web, guest: Client) -> None:
        away = guest.post("/accounts/github/login/?scope=repo&auth_params=prompt%3Dnone&process=connect")
        assert "repo" not in away["Location"]
        assert "prompt" not in away["Location"]

    @pytest.mark.parametrize("page", ["account_login", "account_signup"])
    def test_the_buttons_keep_where_one_was_going(self, web: Web, guest: Client, page: str) -> None:
        shown = guest.get(reverse(page), {"next": "/notes/"}).content.decode()
        for name in ("GitHub", "Google"):
            form = shown.partition(f'action="/accounts/{name.lower()}/login/"')[2].partition("</form>")[0]
            assert f"Continue with {name}" in form
            assert '<input type="hidden" name="next" value="/notes/">' in form

    def test_the_secret_and_the_proof_are_sent_back(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        sent = dict(web.asked)[GITHUB_TOKEN]
        assert "client_secret=github-secret" in sent
        assert "code_verifier=" in sent


class TestSigningUp:
    @pytest.mark.parametrize("provider", ["github", "google"])
    def test_a_checked_address_makes_an_account(self, web: Web, guest: Client, provider: str) -> None:
        web.be_github((MONA, True))
        web.be_google(MONA)
        back = walk_through(guest, provider, next="/notes/")
        assert (back.status_code, back["Location"]) == (302, "/notes/")
        mona = who_is(guest)
        assert mona is not None
        assert (mona.email, mona.display_name, mona.has_usable_password()) == (MONA, "Mona Lisa", False)
        assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(MONA, True, True)]

    def test_no_more_is_kept_than_is_shown(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        web.be_google(MONA)
        walk_through(guest, "github")
        assert [account.extra_data for account in SocialAccount.objects.all()] == [{"login": "octocat"}]
        walk_through(guest, "github")  # an account that is there already is written anew
        assert [account.extra_data for account in SocialAccount.objects.all()] == [{"login": "octocat"}]
        assert SocialToken.objects.count() == 0

    def test_where_there_is_mail_none_is_needed(self, web: Web, guest: Client, settings: Settings) -> None:
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        web.be_github((MONA, True))
        walk_through(guest, "github")
        assert who_is(guest) == User.objects.get(email=MONA)

    def test_the_marks_and_the_choices_of_a_guest_come_along(self, web: Web, guest: Client) -> None:
        topic: Topic = TopicFactory.create()
        guest.post(f"{topic.get_absolute_url()}mark/", {"status": "done"})
        guest.post(reverse("settings_theme"), {"theme": "dark"})
        web.be_github((MONA, True))
        walk_through(guest, "github")
        mona = User.objects.get(email=MONA)
        assert list(Mark.objects.values_list("user", "topic", "status")) == [(mona.pk, topic.pk, "done")]
        assert mona.theme == "dark"

    def test_addresses_come_in_small_letters(self, web: Web, guest: Client) -> None:
        web.be_google("Mona@Example.ORG")
        walk_through(guest, "google")
        assert User.objects.get().email == MONA

    @pytest.mark.parametrize(
        "addresses",
        [(), ((MONA, False),), (("1+octocat@users.noreply.github.com", True),)],
        ids=["none", "unchecked", "no-reply"],
    )
    def test_without_a_checked_address_there_is_no_account(
        self, web: Web, guest: Client, addresses: tuple[tuple[str, bool], ...]
    ) -> None:
        web.be_github(*addresses, email=MONA)  # the address of the public profile is one that nobody has checked
        back = walk_through(guest, "github")
        assert back.status_code == 403
        assert read_lede(back.content).startswith("GitHub gave no e-mail address that it has checked.")
        assert read_links(back.content) == [reverse("account_login"), reverse("account_signup")]
        assert (who_is(guest), User.objects.count()) == (None, 0)

    def test_an_unchecked_google_address_is_none(self, web: Web, guest: Client) -> None:
        web.be_google(MONA, checked=False)
        assert walk_through(guest, "google").status_code == 403
        assert User.objects.count() == 0

    def test_closed_sign_up_is_closed_here_too(self, web: Web, guest: Client, settings: Settings) -> None:
        settings.SIGN_UP_OPEN = False
        web.be_github((MONA, True))
        back = walk_through(guest, "github")
        assert b"<h1>Sign-up is closed</h1>" in back.content
        assert (who_is(guest), User.objects.count()) == (None, 0)

    def test_a_welcome_domain_is_asked_for(self, web: Web, guest: Client, settings: Settings) -> None:
        settings.SIGN_UP_DOMAINS = ["school.example"]
        web.be_github((MONA, True), ("mona@school.example", False))
        back = walk_through(guest, "github")
        assert (back.status_code, User.objects.count()) == (403, 0)
        assert read_lede(back.content).startswith("Accounts here have an address at: school.example.")

    def test_of_several_addresses_the_welcome_one_is_taken(self, web: Web, guest: Client, settings: Settings) -> None:
        settings.SIGN_UP_DOMAINS = ["school.example"]
        web.be_github((MONA, True), ("mona@school.example", True))
        walk_through(guest, "github")
        assert User.objects.get().email == "mona@school.example"


class TestSigningIn:
    def test_whoever_came_before_is_known_by_their_number(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        mona = who_is(guest)
        other = Client()
        web.be_github(("new@example.org", True), login="monalisa")  # renamed there, with another address
        walk_through(other, "github")
        assert who_is(other) == mona
        assert User.objects.get().email == MONA
        assert SocialAccount.objects.get().extra_data == {"login": "monalisa"}

    @pytest.mark.parametrize("place", [0, 1])
    @pytest.mark.parametrize("is_open", [True, False])
    def test_the_address_of_an_account_opens_none(
        self, web: Web, guest: Client, settings: Settings, learner: User, place: int, is_open: bool
    ) -> None:
        settings.SIGN_UP_OPEN = is_open
        addresses = [("free@example.org", True)]
        addresses.insert(place, (learner.email.upper(), True))
        web.be_github(*addresses)
        back = walk_through(guest, "github")
        assert back.status_code == 403
        assert read_lede(back.content).startswith("Someone has an account here with the address that GitHub gave.")
        assert (who_is(guest), SocialAccount.objects.count(), User.objects.get()) == (None, 0, learner)

    def test_the_later_of_two_with_one_address_is_told(
        self, web: Web, guest: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        web.be_github((MONA, True))
        monkeypatch.setattr("accounts.providers.adapter.is_email_taken", lambda *_, **__: make_rival())
        back = walk_through(guest, "github")
        assert back.status_code == 403
        assert read_lede(back.content).startswith("Someone has an account here with the address that GitHub gave.")

    def test_a_second_factor_is_asked_for(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        give_app(User.objects.get())
        other = Client()
        back = walk_through(other, "github")
        assert (back["Location"], who_is(other)) == (reverse("mfa_authenticate"), None)

    def test_staff_still_needs_one(self, web: Web, guest: Client, settings: Settings) -> None:
        settings.STAFF_NEEDS_SECOND_FACTOR = True
        web.be_github((MONA, True))
        walk_through(guest, "github")
        User.objects.update(is_staff=True)
        assert guest.get("/admin/")["Location"] == reverse("settings_second_factor")

    def test_an_account_that_is_switched_off_stays_so(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        walk_through(guest, "github")
        User.objects.update(is_active=False)
        other = Client()
        assert walk_through(other, "github")["Location"] == reverse("account_inactive")
        assert who_is(other) is None


class TestWhatGoesWrong:
    def test_turning_back(self, web: Web, guest: Client) -> None:
        state = leave_for(guest, "github")["state"]
        back = guest.get("/accounts/github/login/callback/", {"error": "access_denied", "state": state})
        assert (back.status_code, read_lede(back.content)) == (
            200,
            "You turned back at GitHub. Nothing was changed.",
        )
        assert read_links(back.content) == [reverse("account_login")]

    @pytest.mark.parametrize(
        "answers",
        [
            {},
            {GITHUB_TOKEN: 503},
            {GITHUB_TOKEN: {"error": "incorrect_client_credentials"}},
            {GITHUB_TOKEN: {"access_token": "t"}, GITHUB_USER: 500},
            {GITHUB_TOKEN: {"access_token": "t"}, GITHUB_USER: {"message": "moved"}},
            {GITHUB_TOKEN: {"access_token": "t"}, GITHUB_USER: OCTOCAT, GITHUB_EMAILS: {"message": "moved"}},
        ],
        ids=["down", "token-503", "wrong-secret", "user-500", "no-user", "no-list"],
    )
    def test_a_provider_that_does_not_answer_as_it_should(
        self, web: Web, guest: Client, answers: dict[str, object], caplog: pytest.LogCaptureFixture
    ) -> None:
        web.answers = answers
        with caplog.at_level(logging.WARNING, "accounts"):
            back = walk_through(guest, "github")
        assert back.status_code == 403
        assert read_lede(back.content).startswith("GitHub did not answer as it should. Nothing was changed.")
        said = [record.getMessage()[:30] for record in caplog.records if record.name.startswith("accounts")]
        assert said == ["Sign-in through github failed:"]
        assert who_is(guest) is None

    def test_one_that_refuses_us(self, web: Web, guest: Client) -> None:
        state = leave_for(guest, "google")["state"]
        back = guest.get("/accounts/google/login/callback/", {"error": "server_error", "state": state})
        assert back.status_code == 403
        assert read_lede(back.content).startswith("Google did not answer as it should.")

    def test_a_return_that_nobody_began(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        back = guest.get("/accounts/github/login/callback/", {"code": "c0de", "state": "made-up"})
        assert back.status_code == 400
        assert read_lede(back.content).startswith("This was begun too long ago, or in another browser.")
        assert web.asked == []

    def test_a_return_counts_once_and_for_its_own_site(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        state = leave_for(guest, "github")["state"]
        assert guest.get("/accounts/google/login/callback/", {"code": "c0de", "state": state}).status_code == 400
        answers = [guest.get("/accounts/github/login/callback/", {"code": "c", "state": state}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 400]

    def test_a_page_elsewhere_is_no_way_on(self, web: Web, guest: Client) -> None:
        web.be_github((MONA, True))
        assert walk_through(guest, "github", next="https://evil.example/")["Location"] == reverse("home")


class TestWithoutKeys:
    @pytest.mark.parametrize("provider", ["github", "google"])
    def test_there_is_neither_button_nor_address(self, guest: Client, provider: str) -> None:
        assert guest.post(f"/accounts/{provider}/login/").status_code == 404
        assert guest.get(f"/accounts/{provider}/login/callback/", {"code": "c", "state": "s"}).status_code == 404
        for page in ("account_login", "account_signup"):
            assert f"/accounts/{provider}/".encode() not in guest.get(reverse(page)).content

    def test_one_of_two_is_no_other(self, guest: Client, settings: Settings) -> None:
        settings.SIGN_IN_KEYS = {"google": ("id", "secret")}
        page = guest.get(reverse("account_login")).content
        assert (b"Continue with Google" in page, b"Continue with GitHub" in page) == (True, False)
        assert guest.post("/accounts/github/login/").status_code == 404


def make_rival() -> bool:
    """Somebody takes the address in the moment after it was found free."""
    UserFactory.create(email=MONA)
    return False
