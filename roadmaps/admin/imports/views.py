"""From a text to its plan, and from the plan to the site. Nothing is written but by Apply, and only the plan seen."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedHttpRequest
from progress.people import count_learners
from progress.queries import is_editor
from roadmaps.admin.imports.answers import Answers, read_answers
from roadmaps.admin.imports.page import PlanPage, make_plan_page
from roadmaps.admin.imports.upload import ImportForm, Upload, show_problems
from roadmaps.models import ImportRun
from roadmaps.sync.runs import import_batch, list_sources

WAIT = 5  # seconds for another import to end
Outcome = ImportRun.Outcome

NOTES: dict[str, Promise] = {
    Outcome.STALE: gettext_lazy(
        "Nothing was written: the site, or the text, is not what it was when you looked. "
        "This is the plan as it is now; your choices are kept."
    ),
    Outcome.BUSY: gettext_lazy("Nothing was written: another import is running. Try again when it is done."),
    Outcome.CONFLICT: gettext_lazy("Nothing was written yet: some of it is still to be settled."),
    Outcome.GUARDED: gettext_lazy(
        "Nothing was written yet: type the number of topics that it retires, if that is what you want."
    ),
}
"""Why a plan is shown again instead of being applied."""
ANSWERED = gettext_lazy("This is the plan with your answers. Nothing is written until you apply it.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_import(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The form; once it is sent, the plan of what it brought, or what is wrong with that."""
    refuse_others(request)
    if request.method != "POST":
        return _show_form(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    upload = form.read() if form.is_valid() else None
    if upload is None or upload.batch.has_error:
        return _show_form(request, form, upload)
    answers = read_answers(request.POST)
    return _show_plan(request, upload, answers, _plan(upload, answers))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_import(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Write the plan that was seen, and nothing else; else the plan again, with the reason, the answers kept."""
    refuse_others(request)
    if request.method != "POST":
        return redirect("admin:roadmaps_import")
    form = ImportForm(request.POST)
    upload = form.read() if form.is_valid() else None
    if upload is None or upload.batch.has_error:
        return _show_form(request, form, upload)
    answers = read_answers(request.POST)
    page = _plan(upload, answers)
    if note := find_refusal(page, answers):
        return _show_plan(request, upload, answers, page, note=note)
    result = import_batch(
        upload.batch,
        answers.options,
        origin=ImportRun.Origin.ADMIN,
        editor=request.user,
        wait=WAIT,
        count_learners=count_learners,
        expected=answers.seen,
    )
    if result.run.outcome in NOTES:
        return _show_plan(request, upload, answers, _plan(upload, answers), note=NOTES[result.run.outcome])
    return tell_outcome(request, result.run, page.summary)


def find_refusal(page: PlanPage, answers: Answers) -> Promise | None:
    """Why this plan is not to be applied now; `None` when it is."""
    if page.imported.fingerprint != answers.seen:
        return NOTES[Outcome.STALE]
    if answers.as_new != answers.shown_as_new:
        return ANSWERED
    if not page.may_apply or page.open:
        return NOTES[Outcome.CONFLICT]
    if page.guard and page.guard.retired != answers.allow_retire:
        return NOTES[Outcome.GUARDED]
    return None


def refuse_others(request: HttpRequest) -> None:
    """Who curates the content may import it, nobody else. Raises PermissionDenied."""
    if not is_editor(request.user):
        raise PermissionDenied


def tell_outcome(request: HttpRequest, run: ImportRun, summary: str) -> HttpResponseRedirect:
    """On to the record of a run, with a message that says what came of it."""
    if run.was_stopped:
        messages.error(request, run.message)
    else:
        messages.success(request, _("Applied: %(summary)s") % {"summary": summary} if summary else _("Applied."))
    return HttpResponseRedirect(find_record(run))


def find_record(run: ImportRun) -> str:
    """The address of a run's record; of the list, for a run whose record could not be kept."""
    if not run.pk:
        return reverse("admin:roadmaps_importrun_changelist")
    return reverse("admin:roadmaps_importrun_change", args=[run.pk])


def _plan(upload: Upload, answers: Answers) -> PlanPage:
    return make_plan_page(list_sources(upload.batch), answers, count_learners)


def _show_form(request: HttpRequest, form: ImportForm, upload: Upload | None = None) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Import a roadmap"),
        "form": form,
        "problems": show_problems(upload) if upload else [],
        "errors": sum(problem.is_error for problem in upload.batch.problems) if upload else 0,
        "name": upload.batch.readings[0].path if upload else "",
    }
    return render(request, "admin/roadmaps/import.html", context)


def _show_plan(
    request: HttpRequest, upload: Upload, answers: Answers, page: PlanPage, *, note: Promise | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("What this import would change"),
        "page": page,
        "note": note if page.is_pending else None,
        "upload": upload,
        "path": upload.batch.readings[0].path,
        "answers": answers,
        "warnings": show_problems(upload),
    }
    return render(request, "admin/roadmaps/import_plan.html", context)
