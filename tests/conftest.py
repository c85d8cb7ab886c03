"""What every test stands on: the database, and three people and an editor."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from progress import outline
from progress.queries.contents import contents
from roadmaps.editors import EDITORS, make_editors_group
from tests.factories import LinkFactory, NodeFactory, RoadmapFactory, TopicFactory, UserFactory

TESTS = Path(__file__).parent
UNCOUNTED = {"deploy", "docs", "faults", "probes", "test_upgrade.py"}
"""Folders and files of tests that run much of the site at once."""

hypothesis.settings.register_profile("waymark", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("waymark")


def pytest_configure() -> None:
    """Settings that hold for the whole run; what a single test needs goes through the `settings` fixture."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one is slow on purpose
    settings.WHITENOISE_AUTOREFRESH = True  # looks files up when asked, so that it misses no collected folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys, attacks, faults and rehearsals are not counted as coverage: each line they run is held by a test of
    its own, and counting makes whatever they run take two thirds longer."""
    for item in items:
        if item.get_closest_marker("journey") or item.path.relative_to(TESTS).parts[0] in UNCOUNTED:
            item.add_marker("no_cover")


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


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    """Rows of the database come back with the same ids in each test; in service they never do."""
    outline.forget()
    contents.clear()


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
