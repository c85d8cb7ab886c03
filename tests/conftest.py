"""What every test stands on: the database, and three people and an editor."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from roadmaps.editors import EDITORS, make_editors_group
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory

hypothesis.settings.register_profile("waymark", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("waymark")


def pytest_configure() -> None:
    """Settings that hold for the whole run; what a single test needs goes through the `settings` fixture."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one is slow on purpose
    settings.WHITENOISE_AUTOREFRESH = True  # looks files up when asked, so that it misses no collected folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Gives each worker of each run an SQLite file of its own, so that two runs in one folder never meet."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "test.sqlite3"


@pytest.fixture(autouse=True)
def _count_factories_from_one() -> None:
    """Numbers in made-up names and positions never depend on which tests ran before on this worker."""
    for maker in (UserFactory, RoadmapFactory, NodeFactory, TopicFactory, LinkFactory):
        maker.reset_sequence(1)  # type: ignore[no-untyped-call]  # factory-boy ships this one untyped


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory.create(email="ada@example.org", display_name="Ada")


@pytest.fixture
def other_learner(db: None) -> User:
    return UserFactory.create(email="grace@example.org", display_name="Grace")


@pytest.fixture
def editor(db: None) -> User:
    """May curate content in the admin and nothing else."""
    make_editors_group(apps)  # a browser journey before this test has emptied the tables, the group with them
    person = UserFactory.create(email="edith@example.org", display_name="Edith", is_staff=True)
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


@pytest.fixture
def guest(db: None) -> Client:
    """A browser in which nobody is signed in."""
    return Client()
