from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from roadmaps.editors import make_editors_group, remove_editors_group


def make_group(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_editors_group(apps, using=schema_editor.connection.alias)


def remove_group(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove_editors_group(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("roadmaps", "0001_content"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
