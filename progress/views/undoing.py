"""Taking back what one press did."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.http import HtmxHttpRequest, read_next
from progress import actions
from progress.queries import may_see, person_of
from progress.views.marking import render_marked
from roadmaps.models import Topic


@require_POST
def undo(request: HtmxHttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take back what one press did, be it one topic or a whole roadmap."""
    person = person_of(request)
    undone = actions.undo(person=person, batch=batch)
    said = say_undone(undone)
    address = read_next(request, default=reverse("home"))
    topic = find_shown(undone.restored, address)
    if request.htmx and topic and may_see(person, topic.roadmap):
        return render_marked(request, topic, actions.Moved(), said)
    messages.info(request, said)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def find_shown(restored: tuple[Topic, ...], address: str) -> Topic | None:
    """The one topic to show anew: the only one, or of several that are the same the one on the page that asks."""
    if len(restored) == 1:
        return restored[0]
    here = [topic for topic in restored if address.startswith(topic.roadmap.get_absolute_url())]
    return here[0] if len(here) == 1 else None


def say_undone(undone: actions.Undone) -> str:
    """What an undo did, in a sentence or two."""
    count, left = len(undone.restored), len(undone.left_alone)
    if count:
        said = ngettext("Undone: %(count)d topic is as it was.", "Undone: %(count)d topics are as they were.", count)
    else:
        said = _("There is nothing to undo.")
    if left:
        more = ngettext("%(left)d topic changed since and stays.", "%(left)d topics changed since and stay.", left)
        said = f"{said} {more}"
    return said % {"count": count, "left": left}
