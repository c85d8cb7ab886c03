"""People: how they are made, and what the database refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from accounts.models import User
from tests.factories import PASSWORD, UserFactory


def test_a_person_is_made_by_address(db: None) -> None:
    person = User.objects.create_user("ada@example.org", PASSWORD)
    assert (person.email, person.check_password(PASSWORD)) == ("ada@example.org", True)
    assert (person.is_staff, person.is_superuser) == (False, False)
    assert User.objects.get_by_natural_key("ADA@example.org") == person


def test_a_superuser_is_made_by_address(db: None) -> None:
    person = User.objects.create_superuser("keeper@example.org", PASSWORD)
    assert (person.is_staff, person.is_superuser) == (True, True)


def test_nobody_is_made_without_an_address(db: None) -> None:
    with pytest.raises(ValueError, match=r"^A person needs an e-mail address\.$"):
        User.objects.create_user("")


@pytest.mark.parametrize(("display_name", "shown"), [("Ada", "Ada"), ("", "ada@example.org")])
def test_a_person_is_called_by_name_or_address(display_name: str, shown: str) -> None:
    person = User(email="ada@example.org", display_name=display_name)
    assert (str(person), person.get_full_name(), person.get_short_name()) == (shown, shown, shown)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("user_email_unique", {"email": "TAKEN@example.org"}),
        ("user_email_stored_once", {"email": "taken@example.org"}),
        ("user_handle_unique", {"handle": "taken"}),
        ("user_theme_is_known", {"theme": "sepia"}),
        ("user_hours_fit_a_week", {"hours_per_week": 101}),
        ("user_hours_fit_a_week", {"hours_per_week": 0}),
    ],
)
def test_the_database_refuses(db: None, constraint: str, values: dict[str, Any]) -> None:
    assert constraint in {rule.name for rule in User._meta.constraints}
    UserFactory.create(email="taken@example.org", handle="taken")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory.create(**values)


def test_people_without_a_handle_do_not_clash(db: None) -> None:
    UserFactory.create_batch(2, handle=None)
    assert User.objects.filter(handle=None).count() == 2


def test_an_address_is_kept_in_small_letters(db: None) -> None:
    assert UserFactory.create(email="Ada@Example.ORG").email == "ada@example.org"
    assert [person.email for person in User.objects.all()] == ["ada@example.org"]


def test_nothing_is_silenced(settings: Settings) -> None:
    assert settings.SILENCED_SYSTEM_CHECKS == []
    assert [problem.id for problem in run_checks() if problem.id == "auth.W004"] == []


@pytest.mark.django_db(transaction=True)
def test_addresses_of_earlier_versions_are_lowered_and_nobody_is_lost() -> None:
    before = ("accounts", "0002_language_and_shortcuts")
    latest = [leaf for leaf in MigrationExecutor(connection).loader.graph.leaf_nodes() if leaf[0] == "accounts"]
    try:
        MigrationExecutor(connection).migrate([before])
        old = MigrationExecutor(connection).loader.project_state([before]).apps.get_model("accounts", "User")
        for email in ("Ada@Example.org", "grace@example.org"):
            old.objects.create(email=email)
    finally:
        MigrationExecutor(connection).migrate(latest)
    assert sorted(User.objects.values_list("email", flat=True)) == ["ada@example.org", "grace@example.org"]
