"""Taking an import back: its plan first, then exactly that."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedHttpRequest
from progress.people import count_learners
from roadmaps.admin.imports.page import make_undo_page
from roadmaps.admin.imports.views import NOTES, WAIT, find_record, refuse_others, tell_outcome
from roadmaps.models import ImportRun
from roadmaps.sync.importing import Import
from roadmaps.sync.undo import plan_undo, undo_run

STALE = gettext_lazy(
    "Nothing was written: the site is not what it was when you looked. This is what taking it back means now."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo_import(request: AuthenticatedHttpRequest, run_id: int) -> HttpResponse:
    """What taking this run back means; once confirmed, that and nothing else."""
    refuse_others(request)
    run = get_object_or_404(ImportRun, pk=run_id)
    if not run.documents.exists():
        messages.error(request, _("What this import changed is not kept, so it cannot be taken back."))
        return HttpResponseRedirect(find_record(run))
    imported = plan_undo(run, count_learners=count_learners)
    if request.method != "POST":
        return _show_undo(request, run, imported)
    if request.POST.get("seen") != imported.fingerprint:
        return _show_undo(request, run, imported, note=STALE)
    result = undo_run(run, editor=request.user, count_learners=count_learners, expected=imported.fingerprint, wait=WAIT)
    if result.run.outcome in NOTES:
        note = STALE if result.run.outcome == ImportRun.Outcome.STALE else NOTES[result.run.outcome]
        return _show_undo(request, run, plan_undo(run, count_learners=count_learners), note=note)
    return tell_outcome(request, result.run, make_undo_page(imported).summary)


def _show_undo(request: HttpRequest, run: ImportRun, imported: Import, *, note: Promise | None = None) -> HttpResponse:
    page = make_undo_page(imported)
    context = {
        **admin.site.each_context(request),
        "title": _("Take this import back"),
        "run": run,
        "record": find_record(run),
        "page": page,
        "note": note if page.is_pending else None,
    }
    return render(request, "admin/roadmaps/import_undo.html", context)
