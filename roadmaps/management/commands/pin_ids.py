"""`manage.py pin_ids FILE...`: write the ids that roadmap files leave out into them. No database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmaps.documents.check import check_set
from roadmaps.documents.files import find_files
from roadmaps.documents.pin import Pinned, pin_file
from roadmaps.documents.problem import Problem, escape_hidden
from roadmaps.documents.saving import replace_files
from roadmaps.sync.count import count


class Command(BaseCommand):
    help = (
        "Write each missing `id:` of roadmaps, nodes and topics into the files: the key that is now made of the name. "
        "Nothing else in a file changes. Exit code 1 when a file has an error; then none is written."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help="A roadmap file, or a folder to search.")
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; name the lines, and exit with 1 when there are any."
        )

    def handle(self, *, paths: Sequence[str], check: bool, **options: Any) -> None:
        found = find_files(paths)
        files = {file: pin_file(file) for file in found.files}
        readings = [pinned.reading for pinned in files.values()]
        told = [problem for reading in readings for problem in reading.problems]
        self._refuse([*found.problems, *told, *check_set(readings)])
        unpinned = {file: pinned for file, pinned in files.items() if pinned.pins}
        for pinned in unpinned.values():
            self.stdout.writelines(describe(pinned))
        missing = count(sum(len(pinned.pins) for pinned in unpinned.values()), "id")
        if check and unpinned:
            raise CommandError(
                f"{missing} missing in {count(len(unpinned), 'file')}. Without --check they are written."
            )
        self._write({file: pinned.data for file, pinned in unpinned.items()})
        self.stdout.write(f"{missing} written in {count(len(unpinned), 'file')}." if unpinned else "No id is missing.")

    def _refuse(self, problems: Sequence[Problem]) -> None:
        """Raises CommandError when one of the problems is an error."""
        errors = [problem for problem in problems if problem.is_error]
        for problem in errors:
            self.stderr.write(str(problem))
        if errors:
            raise CommandError(f"{count(len(errors), 'error')}. Nothing written.")

    def _write(self, contents: dict[Path, bytes]) -> None:
        try:
            replace_files(contents)
        except OSError as error:
            raise CommandError(f"Cannot write: {error}.") from error


def describe(pinned: Pinned) -> list[str]:
    """`trails/rope.yaml:12: topic knots`, a line for each missing id, at the line where its thing begins."""
    return [escape_hidden(f"{pinned.reading.path}:{pin.line}: {pin.noun} {pin.key}") + "\n" for pin in pinned.pins]
