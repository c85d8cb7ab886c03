"""Editions: how a process knows that what it keeps of all roadmaps still holds. A first one stands from the start."""

from typing import Any

from django.db import migrations, models

import roadmaps.models.editions


def make_first(apps: Any, schema_editor: Any) -> None:
    apps.get_model("roadmaps", "Edition").objects.using(schema_editor.connection.alias).create()


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0005_search")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=roadmaps.models.editions.draw_number)),
            ],
        ),
        migrations.RunPython(make_first, migrations.RunPython.noop),
    ]
