"""The record that a run leaves, in a transaction of its own after the outcome, and the mail when it was stopped.

Neither ever changes the outcome: what cannot be kept or sent is logged.
"""

import logging
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import mail_admins
from django.db import transaction
from django.utils import timezone

from roadmaps.chunks import chunked
from roadmaps.documents.plain import to_data
from roadmaps.models import ImportRun, Roadmap, RunDocument
from roadmaps.models.imports import MAX_PATH
from roadmaps.sync.describe import describe
from roadmaps.sync.importing import Import
from roadmaps.sync.operations import Plan
from roadmaps.sync.report import Data, count_acts, make_report
from roadmaps.sync.site import Moment, Site
from roadmaps.sync.wanted import make_moment

MOST_LINES = 5_000
"""Lines of each kind that a record keeps; the documents say the rest."""
MAILED_LINES = 100
KEPT_DOCUMENTS = 50
"""Of so many runs that wrote, the newest ones, the documents are kept. Their records stay for ever."""
KEPT_RECORDS = 500
"""So many records are kept of runs that wrote nothing, so that a job that runs all day fills no disk."""
_CHUNK = 50

log = logging.getLogger(__name__)


def keep_record(run: ImportRun, imported: Import | None = None) -> None:
    """Save the record with what was planned and, where the run wrote, the documents before and after."""
    run.finished_at = timezone.now()
    try:
        if imported:
            _tell_plans(run, imported)
        with transaction.atomic():
            run.save()
            if imported and run.outcome == ImportRun.Outcome.DONE:
                _keep_documents(run, imported.plans)
            _forget()
    except Exception as error:
        run.pk = None
        log.error("The record of the import could not be kept: %s", error)


def mail_record(run: ImportRun) -> None:
    """Tell ADMINS of a run that was stopped or failed, where mail is set up."""
    if not (run.was_stopped and settings.ADMINS and settings.MAIL_IS_CONFIGURED):
        return
    try:
        mail_admins(f"Import {run.get_outcome_display()}", "\n".join(_write_mail(run)))
    except Exception as error:
        log.error("The mail about the import could not be sent: %s", error)


def cut_lines(lines: Sequence[str], most: int, *, more: int = 0) -> list[str]:
    """At most so many lines; of more, and of `more` that were left out before, a last one that says how many."""
    rest = max(len(lines) - most, 0) + more
    return [*lines[:most], f"... and {rest} more"] if rest else list(lines)


def _tell_plans(run: ImportRun, imported: Import) -> None:
    lines: list[str] = []
    more = 0
    for plan in imported.plans:
        if len(lines) < MOST_LINES:
            lines += describe(plan, imported.learners)
        else:
            more += len(plan.operations)
    run.lines = cut_lines(lines, MOST_LINES, more=more)
    run.changes = make_report(imported.plans, imported.learners, limit=MOST_LINES)
    run.counts = count_acts(imported.plans)


def _keep_documents(run: ImportRun, plans: Sequence[Plan]) -> None:
    """One row for each roadmap that now says something else, or whose file does."""
    written = [plan for plan in plans if plan.is_pending]
    for chunk in chunked(written, _CHUNK):
        ids = dict(Roadmap.objects.filter(key__in=[plan.key for plan in chunk]).values_list("key", "pk"))
        RunDocument.objects.bulk_create([_make_document(run, plan, ids[plan.key]) for plan in chunk])


def _make_document(run: ImportRun, plan: Plan, roadmap_id: int) -> RunDocument:
    return RunDocument(
        run=run,
        roadmap_id=roadmap_id,
        path=plan.path[-MAX_PATH:],
        before=_report_moment(plan.site.moment) if plan.site else None,
        after=_report_moment(make_moment(plan)),
        old_base=_report_base(plan.site) if plan.site else None,
    )


def _report_moment(moment: Moment) -> Data:
    return {
        "document": to_data(moment.document),
        "retired_nodes": sorted(moment.retired_nodes),
        "retired_topics": sorted(moment.retired_topics),
    }


def _report_base(site: Site) -> Data | None:
    """All of what the import before left behind, so that an undo can put it back."""
    memory = site.memory
    if memory.base is None:
        return None
    return {
        "document": to_data(memory.base),
        "gone": to_data(memory.gone) if memory.gone else {},
        "path": memory.path,
        "digest": memory.digest,
        "former_status": memory.former_status,
    }


def _forget() -> None:
    """Drop what is kept for a time only."""
    done = ImportRun.objects.filter(outcome=ImportRun.Outcome.DONE).values_list("pk", flat=True)
    RunDocument.objects.filter(run__in=list(done[KEPT_DOCUMENTS:])).delete()
    others = ImportRun.objects.exclude(outcome=ImportRun.Outcome.DONE).values_list("pk", flat=True)
    ImportRun.objects.filter(pk__in=list(others[KEPT_RECORDS:])).delete()


def _write_mail(run: ImportRun) -> Iterator[str]:
    yield run.message
    yield ""
    yield f"Started {run.started_at:%Y-%m-%d %H:%M} UTC, from the {run.get_origin_display()}, with the files:"
    for lines in (run.files, run.problems, run.lines):
        yield from cut_lines(lines, MAILED_LINES)
        yield ""
    if run.pk:
        yield f"The admin keeps it as import {run.pk}."
