"""Whoever knocks learns nothing of who lives here."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.passwords import make_password_link
from tests.accounts.codes import give_app
from tests.accounts.people import NEW_PASSWORD, read_errors, sign_in

HASHES: list[str] = []


class CountingHasher(MD5PasswordHasher):
    """Notes each hash that is made."""

    def encode(self, password: str, salt: str) -> str:
        HASHES.append(salt)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _count_hashes(settings: object, learner: User) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]  # type: ignore[attr-defined]  # pytest-django's
    HASHES.clear()


def test_signing_in_hashes_as_often_for_a_stranger(learner: User) -> None:
    counts, words = [], []
    for email in (learner.email, "nobody@example.org"):
        HASHES.clear()
        answer = Client().post(reverse("account_login"), {"login": email, "password": "wrong-wrong-wrong"})
        counts.append(len(HASHES))
        words.append(read_errors(answer.content))
    assert words[0] == words[1] == ["This address and this password do not belong together."]
    assert counts[0] == counts[1]
    assert counts[0] > 0


def test_a_new_password_does_not_step_around_the_second_factor(guest: Client, learner: User) -> None:
    give_app(learner)
    link = make_password_link(person=learner, actor=learner, site="http://testserver")
    page = guest.get(link, follow=True)
    guest.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    learner.refresh_from_db()
    assert learner.check_password(NEW_PASSWORD)
    assert not sign_in(guest, learner, NEW_PASSWORD)
