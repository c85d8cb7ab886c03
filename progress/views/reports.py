"""Telling editors of a problem, of a link to add, or of one that is broken."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedHttpRequest
from progress.actions.reports import ReportError, TooManyReportsError, send_report
from progress.models import Report
from progress.views.sheet import on_sheet
from roadmaps.models import Topic


@on_sheet
def report(request: AuthenticatedHttpRequest, topic: Topic) -> HttpResponse:
    """Put it into the editors' queue; whatever is refused stays in the form."""
    kind, url = request.POST.get("kind", ""), request.POST.get("url", "")
    try:
        send_report(user=request.user, topic=topic, kind=kind, url=url, text=request.POST.get("text", ""))
    except TooManyReportsError as error:
        at = time_format(timezone.localtime(error.until), "TIME_FORMAT")
        said = _("You have sent ten reports within the hour. Nothing is lost: send this one after %(time)s.")
        return refuse(request, topic, said % {"time": at}, status=429)
    except ReportError as error:
        if error.code == "kind":
            raise BadRequest(_("There is no such kind of report.")) from error
        return refuse(request, topic, say_refused(error.code), status=422)
    said = _("Thank you. An editor will look at it.")
    if request.htmx:
        return render(request, choose_part(kind), describe(request, topic) | {"said": said, "is_sent": True})
    messages.success(request, said)
    return redirect(topic)


def refuse(request: AuthenticatedHttpRequest, topic: Topic, said: str, *, status: int) -> HttpResponse:
    """The form as it was sent, and why it was not taken; on a page of its own for a plain form."""
    context = describe(request, topic) | {"problem": said}
    if request.htmx:
        return render(request, choose_part(request.POST.get("kind", "")), context, status=status)
    return render(request, "progress/report.html", context, status=status)


def choose_part(kind: str) -> str:
    return "progress/_broken.html" if kind == Report.Kind.BROKEN else "progress/_report.html"


def describe(request: AuthenticatedHttpRequest, topic: Topic) -> dict[str, object]:
    """What the form shows again."""
    fields = {name: request.POST.get(name, "") for name in ("kind", "url", "text", "title")}
    return {"roadmap": topic.roadmap, "topic": topic, "url": fields["url"], "title": fields["title"], "sent": fields}


def say_refused(code: str) -> str:
    """What to mend."""
    words = {
        "empty": _("Say in a few words what is wrong."),
        "long": _("Not sent: a report may have %(most)s characters. Shorten it.") % {"most": f"{Report.LONGEST:,}"},
        "address": _(
            "Not sent: give the whole address, from https:// on. A broken one has to be among the links here."
        ),
        "known": _("This topic has that link already."),
        "repeated": _("You have reported this already, and an editor has not looked at it yet."),
    }
    return words[code]
