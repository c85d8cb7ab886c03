"""Flagging a done topic to be revised, and taking the flag away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest, read_next
from progress import actions
from progress.queries import get_visible_topic
from progress.views.marking import render_marked


@login_required
@require_POST
def revise(request: AuthenticatedHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """`on=1` flags, anything else takes the flag away. A topic that is not done cannot be flagged; it is said so."""
    topic = get_visible_topic(request.user, roadmap_key, topic_key)
    wanted, moved = request.POST.get("on") == "1", actions.Moved()
    try:
        moved = actions.flag_topic(user=request.user, topic=topic, revise=wanted)
        said = _("%(topic)s: to revise. It stays done.") if wanted else _("%(topic)s: no longer to revise")
    except actions.NotDoneError:
        said = _("%(topic)s is not done, so there is nothing to revise yet.")
    said %= {"topic": topic.name}
    if request.htmx:
        return render_marked(request, topic, moved, said)
    messages.success(request, said, extra_tags=f"undo-{moved.batch}" if moved.batch else "")
    return HttpResponseRedirect(read_next(request, default=topic.get_absolute_url()))
