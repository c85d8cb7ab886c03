"""Bring roadmap files to the site: all of them, or, at the first error or conflict, none."""

import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from roadmaps.documents.files import Batch, read_all
from roadmaps.sync.apply import StalePlan
from roadmaps.sync.count import count, count_content
from roadmaps.sync.describe import count_changes, describe
from roadmaps.sync.importing import Source, plan_import, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Plan

BAD_INPUT, USAGE, CONFLICT, PENDING = 1, 2, 3, 10


class Command(BaseCommand):
    help = (
        "Import roadmap files, or folders of them. Exit codes: 0 done or nothing to do, 1 bad input or failure, "
        "2 usage, 3 conflict or ambiguous identity, 10 changes pending (--dry-run --detailed-exitcode). "
        "Any code but 0 and 10 means that nothing was written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A roadmap file, or a folder to search.")
        parser.add_argument("--dry-run", action="store_true", help="Show the plan and write nothing.")
        parser.add_argument(
            "--detailed-exitcode", action="store_true", help="With --dry-run: exit with 10 when there is work to do."
        )
        parser.add_argument(
            "--on-conflict",
            choices=[choice.value for choice in OnConflict],
            default=OnConflict.STOP.value,
            help="Where file and site both changed: stop (default), keep the site's side, take the file's.",
        )

    def handle(self, *, paths: Sequence[str], dry_run: bool, detailed_exitcode: bool, **options: Any) -> None:
        if detailed_exitcode and not dry_run:
            raise CommandError("--detailed-exitcode goes with --dry-run.", returncode=USAGE)
        self.verbosity: int = options["verbosity"]
        batch = read_all(paths, link_base=settings.LINK_BASE)
        self._tell_problems(batch)
        sources = [Source(reading.path, reading.document) for reading in batch.readings if reading.document]
        on_conflict = OnConflict(options["on_conflict"])
        try:
            plans = (plan_import if dry_run else run_import)(sources, on_conflict=on_conflict)
        except StalePlan as error:
            raise CommandError(f"Nothing written: {error}. Run the import again.", returncode=BAD_INPUT) from error
        self._tell_plans(plans, batch, dry_run=dry_run)
        if detailed_exitcode and not all(plan.is_empty for plan in plans):
            sys.exit(PENDING)

    def _tell_problems(self, batch: Batch) -> None:
        """Print what is wrong. Raises CommandError when some of it is an error."""
        for problem in batch.problems:
            if problem.is_error or self.verbosity:
                self.stderr.write(str(problem))
        if errors := sum(problem.is_error for problem in batch.problems):
            raise CommandError(f"{count(errors, 'error')}. Nothing written.", returncode=BAD_INPUT)

    def _tell_plans(self, plans: Sequence[Plan], batch: Batch, *, dry_run: bool) -> None:
        """Print the plans and their sums. Raises CommandError when a conflict is open."""
        conflicts = sum(len(plan.conflicts) for plan in plans)
        written = not (dry_run or conflicts or all(plan.is_empty for plan in plans))
        if self.verbosity or conflicts:
            for plan in plans:
                for line in describe(plan):
                    self.stdout.write(line)
        if self.verbosity:
            content = count_content(reading.document for reading in batch.readings if reading.document)
            skipped = f" {count(batch.skipped, 'file')} skipped." if batch.skipped else ""
            self.stdout.write(f"{content}{skipped}")
            self.stdout.write(count_changes(plans, written=written))
        if conflicts:
            raise CommandError(
                f"{count(conflicts, 'conflict')}. Nothing written. Settle each in the file or on the site, "
                "or pass --on-conflict keep or --on-conflict take.",
                returncode=CONFLICT,
            )
