"""The language of a learner and of a guest, the switch between languages, and what a cache is told."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from tests.clients import client_of
from tests.factories import PASSWORD

SWITCH = "/settings/language/"
HERE = "/roadmaps/?q=a&sort=title"
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,de;q=0.5"}
SETTINGS = {"display_name": "Ada", "theme": "system", "time_zone": "UTC", "hours_per_week": ""}


def read_language(client: Client, path: str = "/accounts/login/", **headers: str) -> str:
    """The language that a page says it is in; its header says the same."""
    response = client.get(path, headers=headers)
    language = response.headers["Content-Language"]
    assert f'<html lang="{language}" dir="ltr"' in response.content.decode()
    return language


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("en-GB,en;q=0.9,de;q=0.5", "en"),
        ("tlh,de;q=0.5", "de"),
        ("tlh", "en"),
        ("*", "en"),
        ("", "en"),
        ("de;q=nonsense", "en"),
        ("\x00", "en"),
        ("de," * 2_000, "de"),
    ],
)
def test_a_guest_has_the_language_of_the_browser(guest: Client, asked: str, language: str) -> None:
    assert read_language(guest, **{"Accept-Language": asked}) == language


def test_a_guests_choice_is_kept_in_a_cookie_and_goes_before_the_browser(guest: Client) -> None:
    response = guest.post(SWITCH, {"language": "de", "next": HERE})
    assert (response.status_code, response.headers["Location"]) == (302, HERE)
    cookie = response.cookies["django_language"]
    kept = (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"])
    assert kept == ("de", True, "Lax", 365 * 24 * 60 * 60)
    assert "sessionid" not in response.cookies
    assert read_language(guest, **ENGLISH) == "de"


@pytest.mark.parametrize("value", ["", "xx", "DE", "../de", '"><script>', "\x00", "d" * 5_000])
def test_a_cookie_that_names_no_language_of_ours_is_ignored(guest: Client, value: str) -> None:
    guest.cookies["django_language"] = value
    assert read_language(guest, **GERMAN) == "de"


def test_a_learners_choice_is_kept_in_their_row(learner: User) -> None:
    client = client_of(learner)
    response = client.post(SWITCH, {"language": "de", "next": HERE})
    assert (response.status_code, response.headers["Location"]) == (302, HERE)
    assert "django_language" not in response.cookies
    learner.refresh_from_db()
    assert learner.language == "de"
    assert read_language(client, "/settings/", **ENGLISH) == "de"


def test_a_learners_row_goes_before_cookie_and_browser(learner: User) -> None:
    User.objects.filter(pk=learner.pk).update(language="en")
    client = client_of(learner)
    client.cookies["django_language"] = "de"
    assert read_language(client, "/settings/", **GERMAN) == "en"


@pytest.mark.parametrize("kept", ["", "xx"])
def test_a_learner_without_a_choice_has_the_browsers_whatever_cookie_lies_there(learner: User, kept: str) -> None:
    User.objects.filter(pk=learner.pk).update(language=kept)
    client = client_of(learner)
    client.cookies["django_language"] = "en"
    assert read_language(client, "/settings/", **GERMAN) == "de"


def test_a_new_account_keeps_the_language_of_the_visit(guest: Client) -> None:
    guest.cookies["django_language"] = "de"
    guest.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD})
    assert User.objects.get().language == "de"


def test_a_new_account_without_a_choice_follows_the_browser(guest: Client) -> None:
    guest.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD}, headers=GERMAN)
    assert User.objects.get().language == ""


@pytest.mark.parametrize("value", [None, "", "xx", "de\n", "de-AT"])
def test_an_unknown_language_changes_nothing(learner: User, value: str | None) -> None:
    response = client_of(learner).post(SWITCH, {} if value is None else {"language": value})
    assert (response.status_code, response.content) == (400, b"The site does not speak this language.")
    learner.refresh_from_db()
    assert learner.language == ""


@pytest.mark.parametrize("way", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"])
def test_the_way_back_stays_on_this_site(guest: Client, way: str) -> None:
    assert guest.post(SWITCH, {"language": "de", "next": way}).headers["Location"] == "/"


def test_a_get_is_refused(guest: Client) -> None:
    response = guest.get(SWITCH)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_a_token_is_needed(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(SWITCH, {"language": "de"})
    assert response.status_code == 403
    assert "django_language" not in response.cookies


def test_the_switch_names_each_language_in_itself_and_says_which_is_on(guest: Client) -> None:
    page = guest.get("/accounts/login/", headers=GERMAN).content.decode()
    assert '<button name="language" value="en" lang="en" aria-pressed="false">English</button>' in page
    assert '<button name="language" value="de" lang="de" aria-pressed="true">Deutsch</button>' in page


class TestSettings:
    def test_offer_the_browsers_and_each_language_in_itself(self, learner: User) -> None:
        page = client_of(learner).get("/settings/").content.decode()
        select = page.partition('<select name="language"')[2].partition("</select>")[0]
        assert [text.split("<")[0] for text in select.split(">")[1:] if text.split("<")[0].strip()] == [
            "Like my browser",
            "English",
            "Deutsch",
        ]

    def test_the_next_page_is_in_the_language_just_chosen(self, learner: User) -> None:
        client = client_of(learner)
        response = client.post("/settings/", {**SETTINGS, "language": "de"}, follow=True)
        assert response.headers["Content-Language"] == "de"
        with translation.override("de"):
            said = translation.gettext("Your settings are saved.")
        assert [str(message) for message in response.context["messages"]] == [said]
        learner.refresh_from_db()
        assert learner.language == "de"

    def test_back_to_the_browsers(self, learner: User) -> None:
        User.objects.filter(pk=learner.pk).update(language="de")
        client_of(learner).post("/settings/", {**SETTINGS, "language": ""})
        learner.refresh_from_db()
        assert learner.language == ""

    def test_refuse_a_language_that_the_site_does_not_speak(self, learner: User) -> None:
        response = client_of(learner).post("/settings/", {**SETTINGS, "language": "xx"})
        assert response.status_code == 422
        learner.refresh_from_db()
        assert learner.language == ""


def test_a_cache_is_told_what_a_page_depends_on(guest: Client) -> None:
    response = guest.get("/accounts/login/")
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_nobody_is_looked_up_without_a_session(
    guest: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        guest.post(SWITCH, {"language": "de"})


def test_the_language_ends_with_the_request(guest: Client) -> None:
    guest.get("/accounts/login/", headers=GERMAN)
    assert translation.get_language() == "en"


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/roadmaps/?q=%00", 200)])
def test_an_error_is_told_in_the_language(guest: Client, path: str, status: int) -> None:
    response = guest.get(path, headers=GERMAN)
    assert (response.status_code, response.headers["Content-Language"]) == (status, "de")
    assert '<html lang="de"' in response.content.decode()


def test_a_forged_form_is_refused_in_the_language(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(SWITCH, {"language": "en"}, headers=GERMAN)
    assert '<html lang="de"' in response.content.decode()


def test_a_mail_is_in_the_language_of_whoever_gets_it(learner: User, guest: Client, settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    User.objects.filter(pk=learner.pk).update(language="de")
    guest.post(reverse("account_reset_password"), {"email": learner.email}, headers=ENGLISH)
    with translation.override("de"):
        subject = translation.gettext("Password Reset Email")
    assert [message.subject for message in mail.outbox] == [f"[Waymark] {subject}"]
    assert subject != "Password Reset Email"


def test_a_mail_to_someone_without_a_choice_follows_the_request(learner: User, guest: Client) -> None:
    guest.post(reverse("account_reset_password"), {"email": learner.email}, headers=GERMAN)
    with translation.override("de"):
        assert [message.subject for message in mail.outbox] == [
            f"[Waymark] {translation.gettext('Password Reset Email')}"
        ]
