"""A mark pressed by someone who is not signed in waits in their session until they are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Cause, Mark
from roadmaps.models import Topic

HELD = "held_mark"
# The account's own mark is never lowered by what a guest pressed without seeing it.
RANK = {
    ("todo", ""): 0,
    ("skipped", ""): 1,
    ("skipped", "later"): 1,
    ("learning", ""): 2,
    ("done", "known"): 3,
    ("done", ""): 4,
}


def hold_mark(request: HttpRequest, *, topic: Topic, status: str, reason: str) -> None:
    """Remember the last mark a guest pressed."""
    request.session[HELD] = {"topic": topic.pk, "status": status, "reason": reason}


@receiver(user_logged_in, dispatch_uid="set_held_mark")
def set_held_mark(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """On signing in, set the mark that waited, and say so. A signal, since accounts know nothing of progress."""
    held = request.session.pop(HELD, None) if hasattr(request, "session") else None
    topic = Topic.objects.filter(pk=held["topic"]).first() if held else None
    if not held or not topic:
        return
    mark = Mark.objects.filter(user=user, topic=topic).first()
    standing = (mark.status, mark.reason) if mark else ("todo", "")
    if RANK[(held["status"], held["reason"])] <= RANK[standing]:
        say_kept(request, topic, mark)
        return
    batch = mark_topic(user=user, topic=topic, status=held["status"], reason=held["reason"], cause=Cause.GUEST)
    messages.success(request, say_marked(topic, held["status"]), extra_tags=f"undo-{batch}", fail_silently=True)


def say_kept(request: HttpRequest, topic: Topic, mark: Mark | None) -> None:
    """Tell why the account's own mark stayed."""
    if mark and mark.status != "todo":
        text = _("%(topic)s was already marked %(status)s in your account, and stays so.")
        words = {"topic": topic.name, "status": mark.get_status_display().lower()}
        messages.info(request, text % words, fail_silently=True)


def say_marked(topic: Topic, status: str) -> str:
    """The sentence that announces a mark."""
    words = {
        "todo": _("%(topic)s: to do"),
        "learning": _("%(topic)s: learning"),
        "done": _("%(topic)s: done"),
        "skipped": _("%(topic)s: skipped"),
    }
    return words[status] % {"topic": topic.name}
