from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from roadmaps.editors import make_editors_group


def set_right(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """An Editors group made before there were reports may settle them from now on."""
    make_editors_group(apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("progress", "0002_trail_aids"),
        ("roadmaps", "0002_editors_group"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(set_right, migrations.RunPython.noop)]
