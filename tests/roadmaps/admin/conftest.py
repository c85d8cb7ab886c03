"""The desks people sit at."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.clients import client_of
from tests.factories import UserFactory


@pytest.fixture
def desk(editor: User) -> Client:
    """An editor's browser."""
    return client_of(editor)


@pytest.fixture
def superuser_desk(db: None) -> Client:
    return client_of(UserFactory.create(email="root@example.org", is_staff=True, is_superuser=True))
