"""`manage.py password_link EMAIL`"""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory


def run(*words: str) -> str:
    out = StringIO()
    call_command("password_link", *words, stdout=out)
    return out.getvalue()


def test_it_prints_one_link_and_nothing_else(guest: Client, learner: User) -> None:
    (link,) = run("ADA@example.org").splitlines()
    assert link.startswith("https://testserver/accounts/password/reset/key/")
    page = guest.get(link.removeprefix("https://testserver"), follow=True)
    assert b"<h1>New password</h1>" in page.content


def test_it_takes_the_address_of_the_site(learner: User) -> None:
    link = run("ada@example.org", "--site", "https://learn.example.org/")
    assert link.startswith("https://learn.example.org/accounts/password/reset/key/")


def test_it_is_in_the_log(learner: User) -> None:
    run("ada@example.org")
    assert LogEntry.objects.get().change_message == "One-time password link made by a command on the server."


def test_it_refuses_an_unknown_person(db: None) -> None:
    with pytest.raises(CommandError, match=r"^Nobody signs in with nobody@example\.org\.$"):
        run("nobody@example.org")


def test_it_refuses_a_switched_off_account(db: None) -> None:
    person = UserFactory.create(is_active=False)
    with pytest.raises(CommandError, match=r"is switched off\. Switch it on in the admin first\.$"):
        run(person.email)


def test_it_refuses_what_is_no_address_of_a_site(learner: User) -> None:
    with pytest.raises(
        CommandError, match=r"^--site must begin with http:// or https://, not 'learn\.example\.org'\.$"
    ):
        run("ada@example.org", "--site", "learn.example.org")
