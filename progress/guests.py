"""What a guest marked becomes theirs when they sign up or sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.models import User
from progress.actions.visits import merge_visit
from progress.queries.people import VISIT
from progress.visit import read_visit


@receiver(user_logged_in, dispatch_uid="keep_visit")
def keep_visit(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """On signing in, merge the visit into the account, and say so. A signal: accounts know nothing of progress."""
    kept = request.session.pop(VISIT, None) if hasattr(request, "session") else None
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
