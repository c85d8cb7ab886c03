"""New passwords: by mail, by a one-time link, by knowing the old one."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from accounts.passwords import make_password_link
from tests.accounts.people import NEW_PASSWORD, read_errors, sign_in
from tests.clients import client_of
from tests.factories import PASSWORD

SITE = "http://testserver/"


def make_path(person: User) -> str:
    return make_password_link(person=person, actor=person, site=SITE).removeprefix("http://testserver")


def use_link(client: Client, path: str, password: str = NEW_PASSWORD) -> bytes:
    """What the link's page says after a new password was sent through it, or when it refuses to take one."""
    form = client.get(path, follow=True)
    if b'name="password1"' not in form.content:
        return form.content
    sent = {"password1": password, "password2": password}
    return client.post(form.redirect_chain[-1][0], sent, follow=True).content


def test_a_link_sets_a_new_password(guest: Client, learner: User) -> None:
    assert b"<h1>Your new password is set</h1>" in use_link(guest, make_path(learner))
    assert not sign_in(guest, learner, PASSWORD)
    assert sign_in(guest, learner, NEW_PASSWORD)


def test_a_link_works_once(guest: Client, learner: User) -> None:
    path = make_path(learner)
    use_link(guest, path)
    assert b"<h1>This link no longer works</h1>" in use_link(Client(), path, "third-time-lucky")
    assert sign_in(guest, learner, NEW_PASSWORD)


def test_a_link_ends_when_the_person_signs_in(guest: Client, learner: User) -> None:
    path = make_path(learner)
    sign_in(guest, learner)
    assert b"<h1>This link no longer works</h1>" in use_link(Client(), path)


def test_a_link_of_one_person_is_none_of_another(guest: Client, learner: User, other_learner: User) -> None:
    path, other = make_path(learner), make_path(other_learner)
    uid = re.search(r"/key/([0-9a-z]+)-", other)
    assert uid
    mixed = re.sub(r"/key/[0-9a-z]+-", f"/key/{uid[1]}-", path)
    assert b"<h1>This link no longer works</h1>" in use_link(guest, mixed)


def test_a_link_refuses_a_weak_password(guest: Client, learner: User) -> None:
    page = use_link(guest, make_path(learner), "12345678")
    assert read_errors(page) == ["This password is too common."]
    assert sign_in(guest, learner, PASSWORD)


def test_a_link_is_in_the_log_without_its_key(editor: User, learner: User) -> None:
    link = make_password_link(person=learner, actor=editor, site="https://learn.example.org")
    assert link.startswith("https://learn.example.org/accounts/password/reset/key/")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.object_repr) == (editor, str(learner.pk), "Ada")
    assert entry.change_message == "One-time password link made."


def test_a_mail_brings_a_link(guest: Client, learner: User, settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    page = guest.post(reverse("account_reset_password"), {"email": learner.email}, follow=True)
    assert b"If this address has an account, an e-mail is on its way to it." in page.content
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    assert b"<h1>Your new password is set</h1>" in use_link(guest, link[1])


def test_a_mail_tells_nobody_who_has_an_account(guest: Client, learner: User, settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = True
    known = guest.post(reverse("account_reset_password"), {"email": learner.email})
    unknown = guest.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"], ["nobody@example.org"]]


def test_a_change_signs_other_browsers_out(learner: User) -> None:
    here, there = client_of(learner), client_of(learner)
    passwords = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post(reverse("account_change_password"), passwords).status_code == 302
    assert here.get(reverse("settings")).status_code == 200
    assert there.get(reverse("settings")).status_code == 302


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"oldpassword": "wrong"}, ["This is not your current password."]),
        ({"password2": "other"}, ["You must type the same password each time."]),
        (
            {"password1": "ada@example.org", "password2": "ada@example.org"},
            ["The password is too similar to the e-mail address."],
        ),
    ],
)
def test_a_change_refuses(learner: User, changed: dict[str, str], errors: list[str]) -> None:
    passwords = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    response = client_of(learner).post(reverse("account_change_password"), passwords | changed)
    assert read_errors(response.content) == errors
    learner.refresh_from_db()
    assert learner.check_password(PASSWORD)
