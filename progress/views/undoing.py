"""Taking back what one press did."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest, read_next
from progress import actions
from progress.queries import may_see
from progress.views.marking import render_marked


@login_required
@require_POST
def undo(request: AuthenticatedHttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take back one mark or one reset."""
    undone = actions.undo_batch(user=request.user, batch=batch)
    said = say_undone(undone)
    if request.htmx and len(undone.restored) == 1 and may_see(request.user, undone.restored[0].roadmap):
        return render_marked(request, undone.restored[0], None, said)
    messages.info(request, said)
    address = read_next(request, default=reverse("home"))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


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
