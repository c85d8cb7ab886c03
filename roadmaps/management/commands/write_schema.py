"""`manage.py write_schema`: the JSON Schema of the file format into docs/, for editors. No database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from roadmaps.documents.saving import replace_files
from roadmaps.documents.schema import write_schema


class Command(BaseCommand):
    help = "Write the JSON Schema of roadmap files to docs/roadmap.schema.json."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; exit with 1 when the file is another.")

    def handle(self, *, check: bool, **options: Any) -> None:
        file = Path(settings.BASE_DIR, "docs", "roadmap.schema.json")
        data = write_schema().encode()
        is_current = file.is_file() and file.read_bytes() == data
        if check and not is_current:
            raise CommandError(f"{file.name} is not what the table of fields says. Run manage.py write_schema.")
        if not is_current:
            replace_files({file: data})
        self.stdout.write(f"{file.name}: {'unchanged' if is_current else 'written'}")
