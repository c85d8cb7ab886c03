"""What was marked while nobody was signed in becomes the account's when they sign up or sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.models import User
from progress.actions import check_status, mark_topic
from progress.actions.visits import merge_visit
from progress.queries.people import VISIT
from progress.visit import read_visit
from progress.words import say_marked
from roadmaps.models import Topic

HELD = "held_mark"


def hold_mark(request: HttpRequest, *, topic: Topic, status: str, reason: str) -> None:
    """Remember what a learner pressed on their own page after their session had ended. Raises UnknownStatusError."""
    check_status(status, reason)
    owner = request.POST.get("mine", "")
    request.session[HELD] = {"user": owner, "topic": topic.pk, "status": status, "reason": reason}


def set_held_mark(request: HttpRequest, user: User) -> None:
    """Carry out what waited for this learner; what waited for another is dropped."""
    held = request.session.pop(HELD, None)
    if not held or held["user"] != str(user.pk):
        return
    topic = Topic.objects.filter(pk=held["topic"]).select_related("roadmap").first()
    if topic:
        batch = mark_topic(user=user, topic=topic, status=held["status"], reason=held["reason"])
        said = say_marked(topic, held["status"], held["reason"])
        messages.success(request, said, extra_tags=f"undo-{batch}" if batch else "", fail_silently=True)


@receiver(user_logged_in, dispatch_uid="keep_visit")
def keep_visit(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """On signing in, merge the visit into the account, and say so. A signal: accounts know nothing of progress."""
    if not hasattr(request, "session"):
        return
    set_held_mark(request, user)
    kept = request.session.pop(VISIT, None)
    visit = read_visit(kept)
    if not visit.marks:
        return
    moved, same = merge_visit(user=user, visit=visit)
    count = len(moved.topics)
    if count:
        said = ngettext(
            "%(count)d topic you marked before signing in is now in your account.",
            "%(count)d topics you marked before signing in are now in your account.",
            count,
        )
        tag = f"undo-{moved.batch}"
        messages.success(request, said % {"count": count}, extra_tags=tag, fail_silently=True)
    if same:
        said = ngettext(
            "%(count)d topic was as far or further in your account, and stays so.",
            "%(count)d topics were as far or further in your account, and stay so.",
            same,
        )
        messages.info(request, said % {"count": same}, fail_silently=True)
