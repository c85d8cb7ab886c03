"""Saving the note on a topic."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import HtmxHttpRequest
from accounts.models import User
from progress.actions.notes import LongNoteError, StaleNoteError, save_note
from progress.models import Note
from progress.queries import person_of
from progress.queries.sheet import NoteField, get_sheet_topic
from progress.views.sheet import render_part, return_to
from roadmaps.models import Topic

LARGEST = 2**31
"""No version is as large."""


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """Save a learner's note over the version it was made from. Whatever is refused stays in the field."""
    topic = get_sheet_topic(person_of(request), roadmap_key, topic_key)
    if request.method != "POST":
        return HttpResponseRedirect(f"{topic.get_absolute_url()}#sheet-note")
    if not isinstance(request.user, User) or request.POST.get("by", str(request.user.pk)) != str(request.user.pk):
        said = _("Not saved: you are signed out. Sign in in another tab, then save again.")
        return refuse(request, topic, said, status=401)
    try:
        text, version = request.POST.get("text", ""), read_version(request)
        saved = save_note(user=request.user, topic=topic, text=text, version=version)
    except LongNoteError as error:
        said = _("Not saved: a note may have %(most)s characters, and this one has %(count)s. Shorten it.")
        return refuse(request, topic, said % {"most": f"{Note.LONGEST:,}", "count": f"{error.count:,}"}, status=422)
    except StaleNoteError as error:
        return ask_which(request, topic, error.theirs)
    if not request.htmx:
        return return_to(request, topic, "sheet-note", _("Your note is saved.") if saved else _("The note is empty."))
    return answer(request, topic, describe(request.user, saved), status=200)


def read_version(request: HtmxHttpRequest) -> int:
    """The version that the text was made from; one that there never is where it is no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 11 and int(sent) < LARGEST else -1


def describe(user: User, saved: Note | None) -> NoteField:
    text, version = (saved.text, saved.version) if saved else ("", 0)
    return NoteField(by=user.pk, text=text, version=version, stored=text)


def refuse(request: HtmxHttpRequest, topic: Topic, said: str, *, status: int) -> HttpResponse:
    """Nothing was saved; the text stays in the field, with the version and the owner it came with."""
    by = request.POST.get("by", "")
    kept = NoteField(
        by=int(by) if by.isascii() and by.isdigit() and len(by) < 19 else 0,
        text=request.POST.get("text", ""),
        version=max(0, read_version(request)),
        problem=said,
    )
    return answer(request, topic, kept, status=status)


def ask_which(request: HtmxHttpRequest, topic: Topic, theirs: Note | None) -> HttpResponse:
    """Another tab was first: both texts are shown, and the form now goes over the other one."""
    kept = NoteField(
        by=request.user.pk or 0,
        text=request.POST.get("text", ""),
        version=theirs.version if theirs else 0,
        stored=theirs.text if theirs else "",
        problem=_("Not saved: this note changed in another tab or on another device."),
        is_conflict=True,
    )
    return answer(request, topic, kept, status=409)


def answer(request: HtmxHttpRequest, topic: Topic, kept: NoteField, *, status: int) -> HttpResponse:
    context = {"topic": topic, "roadmap": topic.roadmap, "note": kept}
    return render_part(request, "progress/_note.html", context, status=status)
