"""Signing up, in and out: with a mail server and without."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import mail
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.accounts.people import read_errors, read_links, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD, UserFactory

TRAIL = "/roadmaps/?q=trees&sort=title"
NEW = {"email": "New@Example.org", "password1": PASSWORD}
TAKEN = "Someone has an account with this address. If it is you, sign in instead."


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


class CountingHasher(MD5PasswordHasher):
    """Counts the passwords it was given."""

    algorithm = "counting"
    count = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


@pytest.fixture
def hasher(settings: Settings) -> type[CountingHasher]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0
    return CountingHasher


def ask(path: str) -> HttpRequest:
    """A request with a place for messages and a session that nobody reads."""
    request = RequestFactory().get(path)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware sets
    return request


class TestSignUpWithoutMail:
    def test_leads_straight_back(self, guest: Client) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"next": TRAIL})

        assert (response.status_code, response.headers["Location"]) == (302, TRAIL)
        person = User.objects.get()
        assert (person.email, person.check_password(PASSWORD)) == ("new@example.org", True)
        assert guest.session["_auth_user_id"] == str(person.pk)
        assert mail.outbox == []

    def test_leads_home_when_it_came_from_nowhere(self, guest: Client) -> None:
        response = guest.post(reverse("account_signup"), NEW)
        assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))

    @pytest.mark.parametrize(
        "way", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
    )
    def test_leads_to_no_other_site(self, guest: Client, way: str) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"next": way})
        assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))

    @pytest.mark.parametrize(("cookie", "kept"), [("dark", "dark"), ("light", "light"), ('"><script>', "system")])
    def test_keeps_the_theme_of_the_visit(self, guest: Client, cookie: str, kept: str) -> None:
        guest.cookies["theme"] = cookie
        guest.post(reverse("account_signup"), NEW)
        assert User.objects.get().theme == kept

    def test_says_that_an_address_is_taken(self, guest: Client, learner: User) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"email": learner.email.upper()})
        assert read_errors(response.content) == [TAKEN]
        assert list(User.objects.all()) == [learner]

    def test_refuses_a_weak_password(self, guest: Client) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"password1": "12345"})
        assert read_errors(response.content) == [
            "This password is too short. It must contain at least 8 characters.",
            "This password is too common.",
        ]
        assert not User.objects.exists()

    def test_refuses_what_is_no_address(self, guest: Client) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"email": "new"})
        assert read_errors(response.content) == ["Enter a valid email address."]
        assert not User.objects.exists()

    def test_needs_a_token(self, db: None) -> None:
        response = Client(enforce_csrf_checks=True).post(reverse("account_signup"), NEW)
        assert response.status_code == 403
        assert not User.objects.exists()

    def test_tells_the_later_of_two_at_once(self, learner: User) -> None:
        form = forms.Form()
        form.cleaned_data = {"email": learner.email, "password1": PASSWORD}
        request = ask("/accounts/signup/?next=/")
        with pytest.raises(ImmediateHttpResponse) as refused:
            AccountAdapter(request).save_user(request, User(), form)
        assert refused.value.response.headers["Location"] == "/accounts/signup/?next=/"
        assert [str(message) for message in get_messages(request)] == [TAKEN]


@pytest.mark.usefixtures("with_mail")
class TestSignUpWithMail:
    def test_waits_for_the_link_in_the_mail(self, guest: Client) -> None:
        response = guest.post(reverse("account_signup"), NEW | {"next": TRAIL})

        assert response.headers["Location"] == reverse("account_email_verification_sent")
        assert "_auth_user_id" not in guest.session
        assert [letter.to for letter in mail.outbox] == [["new@example.org"]]

        link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
        assert link
        assert b"Is new@example.org yours?" in guest.get(link[1]).content
        guest.post(link[1])
        assert EmailAddress.objects.get().verified
        assert sign_in(guest, User.objects.get())

    def test_refuses_to_sign_in_before(self, guest: Client, learner: User) -> None:
        assert not sign_in(guest, learner)
        assert [letter.to for letter in mail.outbox] == [[learner.email]]

    def test_refuses_a_link_that_is_made_up(self, guest: Client) -> None:
        page = guest.get(reverse("account_confirm_email", args=["made-up"])).content
        assert b"This link was used already, or is too old." in page

    def test_does_not_say_that_an_address_is_taken(self, guest: Client, learner: User) -> None:
        known = guest.post(reverse("account_signup"), NEW | {"email": learner.email})
        new = guest.post(reverse("account_signup"), NEW)
        assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
        assert [letter.subject for letter in mail.outbox] == [
            "[Waymark] Account Already Exists",
            "[Waymark] Please Confirm Your Email Address",
        ]

    def test_hashes_as_often_for_a_known_address_as_for_a_new_one(
        self, guest: Client, hasher: type[CountingHasher]
    ) -> None:
        guest.post(reverse("account_signup"), NEW)
        for_new = hasher.count
        guest.post(reverse("account_signup"), NEW)
        assert (for_new, hasher.count - for_new) == (1, 1)


class TestConfirmEmail:
    def test_refuses_what_someone_else_signs_in_with(self, learner: User, other_learner: User) -> None:
        wanted = EmailAddress.objects.create(user=other_learner, email=learner.email)
        request = ask("/")
        assert AccountAdapter(request).confirm_email(request, wanted) is False
        assert [str(message) for message in get_messages(request)] == [TAKEN]
        other_learner.refresh_from_db()
        assert other_learner.email == "grace@example.org"


class TestSignIn:
    def test_leads_back(self, guest: Client, learner: User) -> None:
        response = guest.post(reverse("account_login"), {"login": learner.email, "password": PASSWORD, "next": TRAIL})
        assert (response.status_code, response.headers["Location"]) == (302, TRAIL)

    def test_finds_an_address_in_any_letters(self, guest: Client) -> None:
        person = UserFactory.create(email="Mixed.Case@example.org")
        assert sign_in(guest, person)

    def test_says_what_is_wrong(self, guest: Client, learner: User) -> None:
        known = guest.post(reverse("account_login"), {"login": learner.email, "password": "wrong"})
        unknown = guest.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})
        assert read_errors(known.content) == ["This address and this password do not belong together."]
        assert read_errors(unknown.content) == read_errors(known.content)

    def test_stops_after_five_wrong_passwords(self, guest: Client, learner: User) -> None:
        for _ in range(5):
            guest.post(reverse("account_login"), {"login": learner.email, "password": "wrong"})
        response = guest.post(reverse("account_login"), {"login": learner.email, "password": PASSWORD})
        assert read_errors(response.content) == ["Too many wrong tries. Wait five minutes, then try again."]
        assert "_auth_user_id" not in guest.session

    def test_answers_429_to_a_flood(self, guest: Client) -> None:
        for _ in range(30):
            guest.post(reverse("account_login"), {})
        response = guest.post(reverse("account_login"), {})
        assert response.status_code == 429
        assert b"<h1>Too many tries</h1>" in response.content
        assert b'class="bar"' in response.content

    def test_shows_the_door_to_a_switched_off_account(self, guest: Client) -> None:
        person = UserFactory.create(is_active=False)
        response = guest.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        assert response.headers["Location"] == reverse("account_inactive")

    @pytest.mark.parametrize(
        ("here", "there"), [("account_login", "account_signup"), ("account_signup", "account_login")]
    )
    def test_hands_the_way_back_on_to_its_neighbour(self, guest: Client, here: str, there: str) -> None:
        page = guest.get(reverse(here), {"next": TRAIL}).content
        assert f"{reverse(there)}?next=/roadmaps/%3Fq%3Dtrees%26sort%3Dtitle" in [
            link.replace("%2F", "/") for link in read_links(page)
        ]
        assert b'name="next" value="/roadmaps/?q=trees&amp;sort=title"' in page


class TestSignOut:
    def test_ends_the_session(self, learner: User) -> None:
        client = client_of(learner)
        response = client.post(reverse("account_logout"))
        assert response.headers["Location"] == reverse("home")
        assert "_auth_user_id" not in client.session

    def test_asks_before(self, learner: User) -> None:
        client = client_of(learner)
        assert b"<h1>Sign out?</h1>" in client.get(reverse("account_logout")).content
        assert client.session["_auth_user_id"] == str(learner.pk)
