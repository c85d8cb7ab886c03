"""Bring roadmap files to the site: all of them, or, at the first error or conflict, none."""

import json
import math
import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from os.path import abspath, isdir
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import DatabaseError, connection
from django.utils import timezone

from progress.people import count_learners
from roadmaps.documents.files import Batch, read_all
from roadmaps.management.import_answer import PENDING, USAGE, WOULD_WRITE, Answer, make_data, write_lines
from roadmaps.management.progress import Watcher, watch_progress
from roadmaps.models import ImportRun
from roadmaps.sync.importing import Import, plan_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.runs import (
    find_known,
    import_batch,
    judge,
    list_present,
    list_sources,
    open_run,
    record_failure,
    say_errors,
    say_outcome,
)
from roadmaps.sync.weight import ROWS_A_SECOND, count_rows
from roadmaps.targets import find_targets

Outcome = ImportRun.Outcome
ORIGIN = ImportRun.Origin.COMMAND
TEXT, JSON = "text", "json"


class Command(BaseCommand):
    help = (
        "Import roadmap files, or folders of them. Exit codes: 0 done or nothing to do, 1 bad input or failure, "
        "2 usage, 3 conflict or ambiguous identity, 4 it would retire too much, 5 another import is running, 10 "
        "changes pending (--dry-run --detailed-exitcode). Any code but 0 and 10 means that nothing was written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A roadmap file, or a folder to search.")
        parser.add_argument("--dry-run", action="store_true", help="Show the plan and write nothing.")
        parser.add_argument(
            "--detailed-exitcode", action="store_true", help="With --dry-run: exit with 10 when there is work to do."
        )
        parser.add_argument("--format", choices=[TEXT, JSON], default=TEXT, help="How the plan is printed.")
        parser.add_argument(
            "--on-conflict",
            choices=[choice.value for choice in OnConflict],
            default=OnConflict.STOP.value,
            help="Where file and site both changed: stop (default), keep the site's side, take the file's.",
        )
        parser.add_argument(
            "--as-new",
            nargs="+",
            action="extend",
            default=[],
            metavar="KEY",
            help="These added things are new, not old ones under another id: KEY, or ROADMAP/KEY. After the paths.",
        )
        parser.add_argument(
            "--allow-retire", type=_read_count, metavar="N", help="Exactly this number of topics may be retired."
        )
        parser.add_argument(
            "--prune", action="store_true", help="Archive roadmaps whose file in one of the folders is gone."
        )
        parser.add_argument(
            "--wait", type=_read_seconds, default=0.0, metavar="SECONDS", help="How long to wait for another import."
        )

    def handle(self, *, paths: Sequence[str], dry_run: bool, detailed_exitcode: bool, **options: Any) -> None:
        if detailed_exitcode and not dry_run:
            raise CommandError("--detailed-exitcode goes with --dry-run.", returncode=USAGE)
        self.verbosity: int = options["verbosity"]
        self.is_json = options["format"] == JSON
        asked = read_options(paths, options)
        try:
            if dry_run:
                answer = self._plan(paths, asked, detailed=detailed_exitcode)
            else:
                answer = self._import(paths, asked, wait=options["wait"])
        except DatabaseError as error:
            message = f"The database failed: {str(error).strip()}. Run the import again: it tells what is left to do."
            answer = Answer(Outcome.FAILED.value, message, dry_run=dry_run)
        except KeyboardInterrupt:
            answer = Answer(Outcome.FAILED.value, "Interrupted.", dry_run=dry_run)
        except Exception as error:
            if self.is_json:
                self._tell(Answer(Outcome.FAILED.value, f"{type(error).__name__}: {error}", dry_run=dry_run))
            raise
        self._tell(answer)
        if answer.was_stopped:
            raise CommandError(answer.advice, returncode=answer.code)
        if answer.code == PENDING:
            sys.exit(PENDING)

    def _plan(self, paths: Sequence[str], asked: Options, *, detailed: bool) -> Answer:
        """What an import would do. Takes no lock and leaves no record."""
        batch = self._read(paths)
        answer = partial(Answer, batch=batch, dry_run=True, detailed=detailed)
        if batch.has_error:
            return answer(Outcome.REFUSED.value, say_errors(batch))
        sources = list_sources(batch, on_disk=True)
        with self._watch() as watch:
            present = list_present(batch)
            imported = plan_import(sources, asked, present=present, count_learners=count_learners, watch=watch)
            self._warn_of_wait(imported, watch)
        outcome = judge(imported)
        outcome_name = WOULD_WRITE if outcome == Outcome.DONE else outcome.value
        return answer(outcome_name, say_outcome(imported, dry_run=True), imported=imported)

    def _import(self, paths: Sequence[str], asked: Options, *, wait: float) -> Answer:
        started_at = timezone.now()
        try:
            batch = self._read(paths)
        except BaseException as error:
            record_failure(open_run(origin=ORIGIN, options=asked, started_at=started_at), error)
            raise
        with self._watch() as watch:
            result = import_batch(
                batch,
                asked,
                origin=ORIGIN,
                wait=wait,
                count_learners=count_learners,
                watch=watch,
                before_write=lambda imported: self._warn_of_wait(imported, watch),
                started_at=started_at,
            )
        run = result.run
        return Answer(run.outcome, run.message, batch=batch, imported=result.imported, run=run.pk)

    def _read(self, paths: Sequence[str]) -> Batch:
        """What the files say, and at once what is wrong with them."""
        with self._watch() as watch:
            on_file = partial(watch, "reading")
            batch = read_all(
                paths, link_base=settings.LINK_BASE, known=find_known(), on_file=on_file, find_targets=find_targets
            )
        for problem in batch.problems:
            if problem.is_error or self.verbosity:
                self.stderr.write(str(problem))
        return batch

    def _watch(self) -> AbstractContextManager[Watcher]:
        return watch_progress(self.stderr, silent=self.is_json or not self.verbosity)

    def _warn_of_wait(self, imported: Import, watch: Watcher) -> None:
        """Say before a long write that learners' marks will have to wait for it."""
        if connection.vendor == "sqlite" and self.verbosity and (warning := warn_of_wait(imported)):
            watch.say(warning)

    def _tell(self, answer: Answer) -> None:
        with ignoring_closed_pipe(self.stdout):
            if self.is_json:
                self.stdout.write(json.dumps(make_data(answer), indent=2))
            else:
                for line in write_lines(answer, verbose=bool(self.verbosity)):
                    self.stdout.write(line)


def read_options(paths: Sequence[str], options: Mapping[str, Any]) -> Options:
    """What was asked beside the files. Raises CommandError when it does not fit them."""
    folders = tuple(map(abspath, filter(isdir, paths)))
    if options["prune"] and not folders:
        raise CommandError("--prune goes with a folder: none of the paths is one.", returncode=USAGE)
    return Options(
        on_conflict=OnConflict(options["on_conflict"]),
        as_new=frozenset(options["as_new"]),
        allow_retire=options["allow_retire"],
        prune=folders if options["prune"] else (),
    )


def warn_of_wait(imported: Import) -> str:
    """How long marks will have to wait, when some of them may wait too long; else ""."""
    rows = count_rows(imported.plans) if imported.may_apply else 0
    patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
    seconds = rows // ROWS_A_SECOND
    if seconds <= patience:
        return ""
    return (
        f"This writes about {rows:,} rows at once, which may take {seconds} seconds. SQLite lets one write at a time: "
        f"meanwhile a learner's mark waits, and fails after {patience:g} seconds. To spare them that, stop here and "
        "import fewer files at a time or at a quiet hour, or use PostgreSQL."
    )


@contextmanager
def ignoring_closed_pipe(stream: OutputWrapper) -> Iterator[None]:
    """For output that somebody may have stopped reading (`| head`): the outcome stands, and there is no traceback."""
    try:
        yield
        stream.flush()
    except BrokenPipeError:
        with suppress(OSError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())  # or the interpreter complains when it flushes at its end


def _read_count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ArgumentTypeError("must be 0 or more")
    return number


def _read_seconds(text: str) -> float:
    seconds = float(text)
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ArgumentTypeError("must be 0 or more seconds")
    return seconds
