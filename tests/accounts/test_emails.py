"""One address a person."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.emails import is_email_taken, set_email
from accounts.models import User


def list_addresses() -> list[tuple[str, str, bool, bool]]:
    return list(EmailAddress.objects.order_by("pk").values_list("user__email", "email", "primary", "verified"))


def test_a_new_address_takes_the_place_of_all_others(learner: User) -> None:
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    EmailAddress.objects.create(user=learner, email="old@example.org")
    set_email(user=learner, email="New@Example.org", verified=False)
    assert list_addresses() == [("new@example.org", "new@example.org", True, False)]


def test_an_address_that_was_there_is_kept(learner: User) -> None:
    EmailAddress.objects.create(user=learner, email=learner.email)
    address = set_email(user=learner, email=learner.email, verified=True)
    assert (address.email, address.primary, address.verified) == ("ada@example.org", True, True)
    assert list_addresses() == [("ada@example.org", "ada@example.org", True, True)]


def test_an_address_of_someone_else_changes_nothing(learner: User, other_learner: User) -> None:
    EmailAddress.objects.create(user=learner, email=learner.email)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_email(user=learner, email=other_learner.email, verified=False)
    assert list_addresses() == [("ada@example.org", "ada@example.org", False, False)]


def test_an_address_is_taken_by_whoever_signs_in_with_it(learner: User, other_learner: User) -> None:
    assert is_email_taken("GRACE@example.org", by_other_than=learner)
    assert not is_email_taken("grace@example.org", by_other_than=other_learner)


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_is_taken_by_whoever_proved_it(learner: User, other_learner: User, verified: bool) -> None:
    EmailAddress.objects.create(user=other_learner, email="hopper@example.org", verified=verified)
    assert is_email_taken("hopper@example.org", by_other_than=learner) is verified
