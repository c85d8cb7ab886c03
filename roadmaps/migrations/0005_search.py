"""What is searched of each row, folded, in a column of its own; on PostgreSQL with an index that forgives typos."""

from collections.abc import Callable
from typing import Any

from django.db import migrations, models

from roadmaps.documents.folding import fold_record
from roadmaps.documents.links import say_place

CHUNK = 500
SEARCHED: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "Roadmap": lambda row: (row.title, row.description, *row.tags),
    "Node": lambda row: (row.title, row.description),
    "Topic": lambda row: (row.name, row.description, *row.takeaways),
    "Link": lambda row: (row.title, say_place(row.url)),
}


def fill(apps: Any, schema_editor: Any) -> None:
    for name, list_texts in SEARCHED.items():
        rows = apps.get_model("roadmaps", name).objects.using(schema_editor.connection.alias).order_by("pk")
        last = 0
        while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
            for row in chunk:
                row.folded = fold_record(*list_texts(row))
            rows.bulk_update(chunk, ["folded"])
            last = chunk[-1].pk


def add_indexes(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")  # trusted: whoever owns the database may
    for name in SEARCHED:
        table = f"roadmaps_{name.lower()}"
        schema_editor.execute(f"CREATE INDEX {table}_folded ON {table} USING gin (folded gin_trgm_ops)")
        name_alone = "split_part(folded, E'\\n', 1)"  # typos are forgiven in names: texts hold a word near to any
        schema_editor.execute(f"CREATE INDEX {table}_near ON {table} USING gin (({name_alone}) gin_trgm_ops)")


def drop_indexes(apps: Any, schema_editor: Any) -> None:
    """The extension stays: others in the database may use it."""
    if schema_editor.connection.vendor == "postgresql":
        for name in SEARCHED:
            table = f"roadmaps_{name.lower()}"
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_folded, {table}_near")


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0004_same_topic_index")]

    operations = [
        *(
            migrations.AddField(name, "folded", models.TextField(blank=True, db_default="", editable=False))
            for name in ("link", "node", "roadmap", "topic")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(add_indexes, drop_indexes),
    ]
