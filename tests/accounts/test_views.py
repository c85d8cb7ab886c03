"""The settings page, the download, and leaving. Themes have a file of their own."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from progress.models import Mark
from tests.accounts.people import read_errors, read_links, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD, MarkFactory, UserFactory

SETTINGS, DATA, DELETE = "/settings/", "/settings/data/", "/settings/delete/"
WISHES = {"display_name": " Ada L. ", "theme": "light", "time_zone": "Europe/London", "hours_per_week": "6"}


def read_main(page: bytes) -> str:
    return page.decode().partition("<main")[2].partition("</main>")[0]


class TestSettings:
    def test_shows_what_is_set(self, learner: User) -> None:
        User.objects.filter(pk=learner.pk).update(time_zone="Asia/Tokyo", theme="dark", hours_per_week=6)
        response = client_of(learner).get(SETTINGS)
        assert response.status_code == 200
        main = read_main(response.content)
        assert 'name="display_name" value="Ada"' in main
        assert re.findall(r'<option value="([^"]+)" selected>', main) == ["Asia/Tokyo"]
        assert re.findall(r'value="(\w+)"[^>]* checked', main) == ["dark"]
        assert re.findall(r'name="shortcuts"[^>]* (checked)', main) == ["checked"]
        assert re.findall(r'name="hours_per_week" value="(\d+)"', main) == ["6"]
        assert read_links(response.content) == [
            reverse("account_email"), reverse("account_change_password"), reverse("mfa_activate_totp"),
            reverse("mfa_list_webauthn"), reverse("settings_sessions"), reverse("history"), DATA,
            reverse("reset_everything"), DELETE,
        ]  # fmt: skip

    def test_keeps_wishes(self, learner: User) -> None:
        response = client_of(learner).post(SETTINGS, WISHES)
        assert (response.status_code, response.headers["Location"]) == (302, SETTINGS)
        learner.refresh_from_db()
        kept = (learner.display_name, learner.theme, learner.time_zone, learner.hours_per_week)
        assert kept == ("Ada L.", "light", "Europe/London", 6)

    @pytest.mark.parametrize(("sent", "kept"), [({"shortcuts": "on"}, True), ({}, False)])
    def test_keeps_whether_single_keys_do_something(self, learner: User, sent: dict[str, str], kept: bool) -> None:
        client_of(learner).post(SETTINGS, WISHES | sent)
        learner.refresh_from_db()
        assert learner.shortcuts is kept

    def test_says_that_it_kept_them(self, learner: User) -> None:
        response = client_of(learner).post(SETTINGS, WISHES, follow=True)
        assert b"Your settings are saved." in response.content

    def test_hours_may_be_left_empty(self, learner: User) -> None:
        User.objects.filter(pk=learner.pk).update(hours_per_week=6)
        client_of(learner).post(SETTINGS, WISHES | {"hours_per_week": ""})
        learner.refresh_from_db()
        assert learner.hours_per_week is None

    @pytest.mark.parametrize(
        ("name", "value", "error"),
        [
            ("theme", "sepia", "Select a valid choice. sepia is not one of the available choices."),
            ("theme", "", "This field is required."),
            ("time_zone", "Mars/Olympus", "Select a valid choice. Mars/Olympus is not one of the available choices."),
            ("hours_per_week", "0", "Ensure this value is greater than or equal to 1."),
            ("hours_per_week", "101", "Ensure this value is less than or equal to 100."),
            ("hours_per_week", "six", "Enter a whole number."),
            ("display_name", "a" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ],
    )
    def test_refuses(self, learner: User, name: str, value: str, error: str) -> None:
        response = client_of(learner).post(SETTINGS, WISHES | {name: value})
        assert (response.status_code, read_errors(response.content)) == (422, [error])
        learner.refresh_from_db()
        assert (learner.display_name, learner.theme, learner.time_zone) == ("Ada", "system", "UTC")

    def test_a_refused_form_leaves_the_page_as_it_is(self, learner: User) -> None:
        response = client_of(learner).post(SETTINGS, WISHES | {"hours_per_week": "six"})
        assert b'data-theme="system"' in response.content

    def test_changes_nothing_else(self, learner: User) -> None:
        client_of(learner).post(SETTINGS, WISHES | {"is_staff": "on", "email": "x@example.org", "handle": "root"})
        learner.refresh_from_db()
        assert (learner.is_staff, learner.email, learner.handle) == (False, "ada@example.org", None)

    def test_changes_nobody_else(self, learner: User, other_learner: User) -> None:
        client_of(learner).post(SETTINGS, WISHES | {"id": str(other_learner.pk), "user": str(other_learner.pk)})
        other_learner.refresh_from_db()
        assert other_learner.display_name == "Grace"

    def test_needs_a_token(self, learner: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(SETTINGS, WISHES).status_code == 403
        learner.refresh_from_db()
        assert learner.display_name == "Ada"


@pytest.mark.parametrize("page", [SETTINGS, DATA, DELETE])
def test_a_guest_is_sent_to_sign_in(guest: Client, page: str) -> None:
    response = guest.get(page)
    assert (response.status_code, response.headers["Location"]) == (302, f"{reverse('account_login')}?next={page}")


@pytest.mark.parametrize(("page", "allowed"), [(SETTINGS, "GET, POST"), (DATA, "GET"), (DELETE, "GET, POST")])
def test_other_methods_are_refused(learner: User, page: str, allowed: str) -> None:
    response = client_of(learner).put(page)
    assert (response.status_code, response.headers["Allow"]) == (405, allowed)


class TestDownload:
    @time_machine.travel("2026-11-23T22:30:00Z", tick=False)
    def test_is_a_file_named_by_the_learners_day(self, learner: User) -> None:
        User.objects.filter(pk=learner.pk).update(time_zone="Asia/Tokyo")
        response = client_of(learner).get(DATA)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Content-Disposition"] == 'attachment; filename="waymark-my-data-2026-11-24.json"'
        assert "no-store" in response.headers["Cache-Control"]
        assert json.loads(response.content)["exported_at"] == "2026-11-23T22:30:00Z"

    def test_holds_nothing_of_another_learner(self, learner: User, other_learner: User) -> None:
        MarkFactory.create(user=other_learner, topic__name="Theirs")
        MarkFactory.create(user=learner, topic__name="Mine")
        text = client_of(learner).get(DATA).content.decode()
        assert "Mine" in text
        assert "Theirs" not in text
        assert other_learner.email not in text

    def test_holds_no_password(self, learner: User) -> None:
        assert learner.password not in client_of(learner).get(DATA).content.decode()


class TestDeletion:
    def test_says_what_goes(self, learner: User) -> None:
        MarkFactory.create_batch(2, user=learner)
        main = read_main(client_of(learner).get(DELETE).content)
        assert "the account ada@example.org with its settings" in main
        assert re.findall(r'<b class="num">(\d+)</b> ([^<]+)', main) == [("2", "marks"), ("1", "session")]

    def test_deletes_and_says_so(self, learner: User, other_learner: User) -> None:
        MarkFactory.create(user=learner)
        theirs = MarkFactory.create(user=other_learner)
        client, elsewhere = client_of(learner), client_of(learner)
        response = client.post(DELETE, {"password": PASSWORD}, follow=True)
        assert response.redirect_chain == [(reverse("home"), 302)]
        assert b"Your account and everything tied to it are deleted." in response.content
        assert list(User.objects.all()) == [other_learner]
        assert list(Mark.objects.all()) == [theirs]
        assert elsewhere.get(SETTINGS).status_code == 302
        assert not sign_in(Client(), learner)

    @pytest.mark.parametrize(
        ("password", "error"),
        [("wrong", "This is not your password. Nothing was deleted."), ("", "This field is required.")],
    )
    def test_refuses_a_wrong_password(self, learner: User, password: str, error: str) -> None:
        response = client_of(learner).post(DELETE, {"password": password})
        assert (response.status_code, read_errors(response.content)) == (422, [error])
        assert list(User.objects.all()) == [learner]

    def test_stops_after_ten_wrong_passwords(self, learner: User) -> None:
        client = client_of(learner)
        for _ in range(10):
            client.post(DELETE, {"password": "wrong"})
        response = client.post(DELETE, {"password": PASSWORD})
        assert read_errors(response.content) == ["Too many tries. Wait a minute, then try again."]
        assert list(User.objects.all()) == [learner]

    def test_refuses_the_last_superuser(self, db: None) -> None:
        keeper = UserFactory.create(is_superuser=True, is_staff=True)
        response = client_of(keeper).post(DELETE, {"password": PASSWORD})
        assert response.status_code == 409
        main = read_main(response.content)
        assert "It is the only superuser: without it nobody could manage this site." in main
        assert "<form" not in main
        assert list(User.objects.all()) == [keeper]

    def test_needs_a_token(self, learner: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(learner)
        assert client.post(DELETE, {"password": PASSWORD}).status_code == 403
        assert list(User.objects.all()) == [learner]
