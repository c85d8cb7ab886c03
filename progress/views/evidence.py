"""The address of what shows that a topic was learnt."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedHttpRequest
from progress.actions.evidence import NotDoneError, keep_evidence
from progress.forms import EvidenceForm
from progress.queries.sheet import get_row
from progress.trail import TopicRow
from progress.views.sheet import on_sheet, render_part, return_to
from roadmaps.models import Topic


@on_sheet
def show_evidence(request: AuthenticatedHttpRequest, topic: Topic) -> HttpResponse:
    """Keep or clear the evidence of a done topic. Where the mark is of the same topic elsewhere, it is kept there."""
    row = get_row(request.user, topic)
    form = EvidenceForm({} if "clear" in request.POST else request.POST)
    if not form.is_valid():
        return answer(request, row, form)
    try:
        keep_evidence(user=request.user, mark=row.mark, url=form.cleaned_data["url"])
    except NotDoneError as error:
        raise BadRequest(_("Only a done topic takes evidence. Mark it done first.")) from error
    if request.htmx:
        return answer(request, row, EvidenceForm())
    said = _("It is kept with this topic.") if form.cleaned_data["url"] else _("It is removed from this topic.")
    return return_to(request, topic, f"evidence-{topic.pk}", said)


def answer(request: AuthenticatedHttpRequest, row: TopicRow, form: EvidenceForm) -> HttpResponse:
    """The part of the sheet; for a plain form that was refused, on a page of its own."""
    context = {"row": row, "topic": row.topic, "roadmap": row.topic.roadmap, "evidence_form": form}
    return render_part(request, "progress/_evidence.html", context, status=422 if form.errors else 200)
