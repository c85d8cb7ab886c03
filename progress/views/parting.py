"""Parting a topic from the same topic elsewhere, and joining it again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest, read_next
from progress.actions.partings import join_topic, part_topic
from progress.queries import get_visible_topic


@login_required
@require_POST
def part(request: AuthenticatedHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
    """`on=1` gives the topic a status of its own, anything else joins it again. Twice is as once."""
    topic = get_visible_topic(request.user, roadmap_key, topic_key)
    if request.POST.get("on") == "1":
        part_topic(user=request.user, topic=topic)
        said = _("%(topic)s has a status of its own here now. Nothing else changed.")
    else:
        join_topic(user=request.user, topic=topic)
        said = _("%(topic)s shares one status with the same topic elsewhere again.")
    messages.success(request, said % {"topic": topic.name})
    return HttpResponseRedirect(read_next(request, default=topic.get_absolute_url()))
