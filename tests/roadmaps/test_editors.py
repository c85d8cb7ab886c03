import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from roadmaps.editors import make_editors_group, remove_editors_group

RIGHTS = [
    "add_link", "add_node", "add_roadmap", "add_topic",
    "change_link", "change_node", "change_report", "change_roadmap", "change_topic",
    "delete_link",
    "view_link", "view_node", "view_report", "view_roadmap", "view_topic",
]  # fmt: skip


def list_rights() -> list[str]:
    group = Group.objects.get(name="Editors")
    return sorted(group.permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_it_is_made_again_after_everything_was_flushed() -> None:
    Group.objects.all().delete()
    Permission.objects.all().delete()
    ContentType.objects.filter(app_label="roadmaps").delete()

    make_editors_group(apps)

    assert list_rights() == RIGHTS
    assert Group.objects.get(name="Editors").permissions.count() == len(RIGHTS)
    assert Permission.objects.get(codename="delete_link").name == "Can delete link"


@pytest.mark.django_db
def test_made_twice_it_is_the_same_and_right_again() -> None:
    make_editors_group(apps)
    group = Group.objects.get(name="Editors")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    before = Permission.objects.count(), ContentType.objects.count()

    make_editors_group(apps)

    assert Group.objects.get(name="Editors") == group
    assert group.permissions.count() == len(RIGHTS)
    assert (Permission.objects.count(), ContentType.objects.count()) == before


@pytest.mark.django_db
def test_it_can_be_taken_away() -> None:
    make_editors_group(apps)
    Group.objects.create(name="Others")

    remove_editors_group(apps)

    assert list(Group.objects.values_list("name", flat=True)) == ["Others"]


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth() -> None:
    make_editors_group(apps)  # an earlier test may have flushed it
    try:
        MigrationExecutor(connection).migrate([("roadmaps", "0001_content")])
        assert not Group.objects.filter(name="Editors").exists()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert list_rights() == RIGHTS
