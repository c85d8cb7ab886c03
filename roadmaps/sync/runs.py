"""One run of an import: take the lock, plan, write, and leave a record of whatever came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from os.path import abspath

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import F
from django.utils import timezone

from roadmaps.documents.files import Batch
from roadmaps.documents.reading import Known
from roadmaps.models import FormerKey, ImportedDocument, ImportRun
from roadmaps.sync.apply import StalePlan
from roadmaps.sync.count import count
from roadmaps.sync.describe import count_changes
from roadmaps.sync.guard import Guard
from roadmaps.sync.importing import FingerprintError, Import, Source, Watch, run_import
from roadmaps.sync.lock import ImportBusyError, ImportLockError, hold_import_lock
from roadmaps.sync.options import Options
from roadmaps.sync.people import CountLearners, count_nobody
from roadmaps.sync.records import MOST_LINES, cut_lines, keep_record, mail_record
from roadmaps.sync.report import report_options

Outcome = ImportRun.Outcome


@dataclass(frozen=True, slots=True)
class RunResult:
    """run: its record, saved unless the database refused; imported: what was planned, if it came so far;
    error: why nothing was written, a sentence, or ""."""

    run: ImportRun
    imported: Import | None = None
    error: str = ""


def import_batch(
    batch: Batch,
    options: Options | None = None,
    *,
    origin: ImportRun.Origin,
    editor: AbstractBaseUser | None = None,
    wait: float = 0,
    count_learners: CountLearners = count_nobody,
    expected: str = "",
    watch: Watch | None = None,
    before_write: Callable[[Import], None] | None = None,
    started_at: datetime | None = None,
) -> RunResult:
    """Bring to the site what was read: all of it, or, where anything stops it, nothing.

    Stops are results: errors in the files, conflicts, the guard, another import, a site that changed. What nobody
    foresaw is recorded and raised again. wait: seconds to wait for another import; expected: see `run_import`.
    """
    options = options or Options()
    run = open_run(origin=origin, editor=editor, options=options, started_at=started_at)
    run.files = cut_lines([reading.path for reading in batch.readings], MOST_LINES)
    run.problems = cut_lines([str(problem) for problem in batch.problems], MOST_LINES)
    if batch.has_error:
        return _stop(run, Outcome.REFUSED, say_errors(batch))
    sources = list_sources(batch, on_disk=origin == ImportRun.Origin.COMMAND)

    def work() -> Import:
        return run_import(
            sources,
            options,
            present=list_present(batch),
            count_learners=count_learners,
            watch=watch,
            before_write=before_write,
            expected=expected,
        )

    return carry_out(run, work, wait=wait)


def list_sources(batch: Batch, *, on_disk: bool = False) -> list[Source]:
    """What an import gets of what was read. on_disk: the paths lead to files, so that it matters where they are."""
    locate: Callable[[str], str] = abspath if on_disk else str
    return [
        Source(locate(reading.path), reading.document, reading.digest) for reading in batch.readings if reading.document
    ]


def list_present(batch: Batch) -> list[str]:
    """Keys of the roadmaps whose files are there and known, so that they are no sources."""
    return [reading.known.key for reading in batch.readings if reading.known]


def find_known() -> dict[str, Known]:
    """By digest, the roadmaps that say what their files say: nobody wrote to them since. Two queries.

    A key that a roadmap once had counts as an alias of its file: no other file may take it.
    """
    aliases: dict[int, list[str]] = {}
    for roadmap_id, key in FormerKey.objects.filter(node=None, topic=None).values_list("roadmap_id", "key"):
        aliases.setdefault(roadmap_id, []).append(key)
    imported = ImportedDocument.objects.exclude(digest="").filter(revision=F("roadmap__revision"))
    rows = imported.values_list("digest", "roadmap_id", "roadmap__key")
    return {digest: Known(key, tuple(aliases.get(roadmap_id, ()))) for digest, roadmap_id, key in rows}


def say_errors(batch: Batch) -> str:
    """How many errors the files have."""
    errors = sum(problem.is_error for problem in batch.problems)
    return f"{count(errors, 'error')}. Nothing written."


def open_run(
    *,
    origin: ImportRun.Origin,
    editor: AbstractBaseUser | None = None,
    options: Options | None = None,
    started_at: datetime | None = None,
) -> ImportRun:
    """A record to be: nothing is saved before there is an outcome."""
    return ImportRun(
        origin=origin,
        editor_id=editor.pk if editor else None,
        options=report_options(options or Options()),
        started_at=started_at or timezone.now(),
    )


def carry_out(run: ImportRun, work: Callable[[], Import], *, wait: float = 0) -> RunResult:
    """Do the work under the lock and keep the record. work: plans, and applies what `may_apply`."""
    try:
        with hold_import_lock(wait):
            imported = work()
            result = _conclude(run, imported)
    except ImportBusyError as error:
        return _stop(run, Outcome.BUSY, _say_nothing_written(error))
    except (StalePlan, FingerprintError) as error:
        return _stop(run, Outcome.STALE, _say_nothing_written(error))
    except ImportLockError as error:
        return _stop(run, Outcome.FAILED, _say_nothing_written(error))
    except BaseException as error:
        record_failure(run, error)
        raise
    mail_record(result.run)
    return result


def record_failure(run: ImportRun, error: BaseException) -> None:
    """Leave the record of a run that ended in a way that nobody foresaw. Raises nothing: the error itself matters."""
    _stop(run, Outcome.FAILED, f"{type(error).__name__}: {error}")


def _conclude(run: ImportRun, imported: Import) -> RunResult:
    """The outcome of work that ended as it should, written or not."""
    run.outcome = judge(imported)
    run.message = say_outcome(imported)
    keep_record(run, imported)
    return RunResult(run, imported, run.message if run.was_stopped else "")


def judge(imported: Import) -> ImportRun.Outcome:
    """What comes of it: whether it is stopped, and else whether there is anything to write."""
    if imported.stops:
        return Outcome.CONFLICT
    if imported.guard:
        return Outcome.GUARDED
    return Outcome.DONE if imported.is_pending else Outcome.UNCHANGED


def say_outcome(imported: Import, *, dry_run: bool = False) -> str:
    """The closing line: what was counted, what stops it, and whether it was written."""
    if imported.guard and not imported.stops:
        return _say_guard(imported.guard)
    written = imported.may_apply and imported.is_pending and not dry_run
    return count_changes(imported.plans, written=written)


def _say_guard(guard: Guard) -> str:
    marked = f", {guard.marked} of them with marks of learners" if guard.marked else ""
    return f"This would retire {count(guard.retired, 'topic')}{marked}. Nothing written."


def _say_nothing_written(error: Exception) -> str:
    reason = str(error).rstrip(".")
    return f"{reason[:1].upper()}{reason[1:]}. Nothing written."


def _stop(run: ImportRun, outcome: ImportRun.Outcome, message: str) -> RunResult:
    """Record and tell what kept the run from writing."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # a lost connection is no reason to keep no record
    run.outcome, run.message = outcome, message
    keep_record(run)
    mail_record(run)
    return RunResult(run, None, message)
