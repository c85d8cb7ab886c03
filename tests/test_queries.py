import pytest
from django.db import transaction

from accounts.models import User
from tests.factories import UserFactory
from tests.queries import capture_queries, count_queries

pytestmark = pytest.mark.django_db


def test_counts_what_reads_and_writes_rows() -> None:
    with count_queries(2):
        person = UserFactory.create()
        assert User.objects.get() == person


def test_leaves_savepoints_out() -> None:
    with count_queries(1), transaction.atomic():
        assert not User.objects.exists()


def test_yields_the_statements() -> None:
    with capture_queries() as statements:
        User.objects.all().delete()

    assert [statement.split()[0] for statement in statements] == ["SELECT"]


@pytest.mark.parametrize("expected", [0, 2])
def test_fails_above_and_below_the_budget_and_lists_the_statements(expected: int) -> None:
    with pytest.raises(AssertionError, match=rf"1 queries instead of {expected}:\n1. SELECT"), count_queries(expected):
        User.objects.exists()
