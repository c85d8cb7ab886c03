"""`manage.py check_roadmaps PATH...`: read and check roadmap files. No database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmaps.documents.annotations import annotate
from roadmaps.documents.files import Batch, read_all
from roadmaps.management.progress import watch_progress

TEXT, GITHUB = "text", "github"


class Command(BaseCommand):
    help = _("Read and check roadmap files and folders; nothing is written. Exit code 1 when one has an error.")
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a file, or a folder that is searched"))

        parser.add_argument(
            "--format",
            choices=[TEXT, GITHUB],
            default=TEXT,
            help=_("how problems are told: a line each, or as annotations of a review on GitHub"),
        )

    def handle(self, *, paths: Sequence[str], verbosity: int, **options: Any) -> None:
        with watch_progress(self.stderr, silent=not verbosity) as watch:
            base = getattr(settings, "LINK_BASE", "")
            batch = read_all(paths, link_base=base, on_file=partial(watch, "reading"))
        if options["format"] == GITHUB:
            self.stdout.writelines(f"{line}\n" for line in annotate(batch.problems, folder=Path.cwd()))
        else:
            self._tell(batch)
        if batch.has_error:
            raise CommandError(summarise(batch))
        self.stdout.write(summarise(batch))

    def _tell(self, batch: Batch) -> None:
        for problem in batch.problems:
            self.stderr.write(str(problem), self.style.ERROR if problem.is_error else self.style.WARNING)


def summarise(batch: Batch) -> str:
    """One line: how many files were read and skipped, how many errors and warnings there are."""
    files = len(batch.readings)
    errors = sum(problem.is_error for problem in batch.problems)
    warnings = len(batch.problems) - errors
    parts = [
        ngettext("%(count)d file read", "%(count)d files read", files) % {"count": files},
        _("%(count)d skipped") % {"count": batch.skipped},
        ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors},
        ngettext("%(count)d warning", "%(count)d warnings", warnings) % {"count": warnings},
    ]
    return ", ".join(parts) + "."
