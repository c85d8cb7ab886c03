"""`manage.py make_editor`"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from roadmaps.editors import make_editors_group
from tests.accounts.people import sign_in
from tests.factories import PASSWORD, UserFactory

VARIABLE = "WAYMARK_EDITOR_PASSWORD"
GOOD = "curate-with-care"


@pytest.fixture(autouse=True)
def _there_is_a_group(db: None) -> None:
    """A test before this one may have emptied the tables, and the group that the migration made with them."""
    make_editors_group(apps)


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("make_editor", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def type_in(monkeypatch: pytest.MonkeyPatch, *, lines: Iterable[str] = (), passwords: Iterable[str] = ()) -> None:
    """What a person types at the terminal; after the last word they press Ctrl-D."""

    def answer(words: Iterable[str]) -> object:
        rest = iter(words)

        def read(prompt: str = "") -> str:
            try:
                return next(rest)
            except StopIteration:
                raise EOFError from None

        return read

    monkeypatch.setattr("builtins.input", answer(lines))
    monkeypatch.setattr("getpass.getpass", answer(passwords))


def describe(person: User) -> tuple[str, bool, bool, list[str]]:
    return person.email, person.is_staff, person.is_superuser, [group.name for group in person.groups.all()]


def test_it_asks_and_makes_an_editor(guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, lines=["Edith@Example.org"], passwords=[GOOD, GOOD])
    out, err = run()
    person = User.objects.get()
    assert describe(person) == ("edith@example.org", True, False, ["Editors"])
    assert out == "edith@example.org may now curate.\nSign in at https://testserver/admin/\n"
    assert err == ""
    assert sign_in(guest, person, GOOD)
    assert guest.get("/admin/").status_code == 200


def test_it_vouches_for_the_address(guest: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    monkeypatch.setenv(VARIABLE, GOOD)
    run("--email", "edith@example.org", "--no-input")
    assert EmailAddress.objects.values_list("email", "primary", "verified").get() == ("edith@example.org", True, True)
    assert sign_in(guest, User.objects.get(), GOOD)


def test_it_asks_again_until_all_is_well(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, lines=["edith", "edith@example.org"], passwords=["short", GOOD, "other", GOOD, GOOD])
    _out, err = run()
    assert err.splitlines() == [
        "That is no e-mail address. Again, please.",
        "This password is too short. It must contain at least 8 characters.",
        "The two are not the same. Again, please.",
    ]
    assert User.objects.get().check_password(GOOD)


def test_it_promotes_who_is_there_and_keeps_the_password(learner: User) -> None:
    out, _err = run("--email", "ADA@example.org", "--no-input")
    learner.refresh_from_db()
    assert describe(learner) == ("ada@example.org", True, False, ["Editors"])
    assert learner.check_password(PASSWORD)
    assert out.splitlines()[0] == ("ada@example.org may now curate. The password is the one this account already had.")


def test_it_does_no_more_the_second_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, GOOD)
    run("--email", "edith@example.org", "--no-input")
    run("--email", "edith@example.org", "--no-input")
    assert describe(User.objects.get()) == ("edith@example.org", True, False, ["Editors"])


def test_it_stops_when_nobody_answers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, lines=["edith@example.org"], passwords=[GOOD])
    with pytest.raises(CommandError, match=r"^Stopped\. Nothing was changed\.$"):
        run()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("words", "password", "message"),
    [
        ([], GOOD, "With --no-input, name the editor: --email ADDRESS"),
        (["--email", "edith"], GOOD, "'edith' is no e-mail address."),
        (["--email", "e@example.org"], "", f"With --no-input, set {VARIABLE} to the password of the new account."),
        (
            ["--email", "e@example.org"], "password",
            f"{VARIABLE}: This password is too common.",
        ),
    ],
)  # fmt: skip
def test_it_refuses_without_asking(
    db: None, monkeypatch: pytest.MonkeyPatch, words: list[str], password: str, message: str
) -> None:
    monkeypatch.setenv(VARIABLE, password)
    with pytest.raises(CommandError) as refused:
        run("--no-input", *words)
    assert str(refused.value) == message
    assert not User.objects.exists()


def test_it_refuses_a_switched_off_account(db: None) -> None:
    person = UserFactory.create(is_active=False)
    with pytest.raises(CommandError, match=r"is switched off\. Switch it on in the admin first\.$"):
        run("--no-input", "--email", person.email)


def test_it_refuses_before_the_migrations(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Group.objects.all().delete()
    monkeypatch.setenv(VARIABLE, GOOD)
    with pytest.raises(CommandError) as refused:
        run("--no-input", "--email", "edith@example.org")
    assert str(refused.value) == 'There is no group "Editors" yet. Run: python manage.py migrate'
    assert not User.objects.exists()
