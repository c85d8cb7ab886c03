"""`manage.py remove_factors EMAIL`"""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.accounts.codes import give_app
from tests.accounts.people import sign_in


def run(*words: str) -> str:
    out = StringIO()
    call_command("remove_factors", *words, stdout=out)
    return out.getvalue()


def test_the_password_is_enough_again(guest: Client, learner: User, other_learner: User) -> None:
    give_app(learner)
    give_app(other_learner)
    assert run("ADA@example.org") == "ada@example.org has no second factor any more (2 removed).\n"
    assert sign_in(guest, learner)
    assert set(Authenticator.objects.values_list("user", flat=True)) == {other_learner.pk}
    assert LogEntry.objects.get().change_message == "Second factors removed by a command on the server."


def test_staff_hear_of_the_next_step(editor: User) -> None:
    assert run(editor.email).splitlines()[1:] == ["The admin will ask for a new one at the next sign-in."]


def test_it_refuses_an_unknown_person(db: None) -> None:
    with pytest.raises(CommandError, match=r"^Nobody signs in with nobody@example\.org\.$"):
        run("nobody@example.org")
