"""`manage.py check_roadmaps PATH...`: read and check roadmap files. No database."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmaps.documents.files import Batch, read_all


class Command(BaseCommand):
    help = _("Read and check roadmap files and folders; nothing is written. Exit code 1 when one has an error.")
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a file, or a folder that is searched"))

    def handle(self, *args: Any, **options: Any) -> None:
        batch = read_all(options["paths"], link_base=getattr(settings, "LINK_BASE", ""))
        for problem in batch.problems:
            self.stderr.write(str(problem), self.style.ERROR if problem.is_error else self.style.WARNING)
        if batch.has_error:
            raise CommandError(summarise(batch))
        self.stdout.write(summarise(batch))


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
