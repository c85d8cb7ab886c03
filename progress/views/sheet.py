"""What every form on a topic's sheet has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedHttpRequest, HtmxHttpRequest
from accounts.models import User
from progress.queries import person_of
from progress.queries.sheet import get_sheet_topic
from roadmaps.models import Topic

Act = Callable[[AuthenticatedHttpRequest, Topic], HttpResponse]
View = Callable[..., HttpResponse]


def on_sheet(act: Act) -> View:
    """A view for what a learner sends from the sheet of a topic they may see.

    A guest is led to sign in and back. An old node in the address does not matter; to look at it leads to the topic.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(act)
    def view(request: HtmxHttpRequest, roadmap_key: str, node_key: str, topic_key: str) -> HttpResponse:
        topic = get_sheet_topic(person_of(request), roadmap_key, topic_key)
        if request.method != "POST":
            return redirect(topic)
        if not isinstance(request.user, User):
            return ask_to_sign_in(request, topic)
        return act(cast(AuthenticatedHttpRequest, request), topic)

    return view


def ask_to_sign_in(request: HtmxHttpRequest, topic: Topic) -> HttpResponse:
    messages.info(request, _("Sign in to keep notes, ticks and links of your own. Nothing was saved."))
    address = f"{reverse('account_login')}?{urlencode({'next': topic.get_absolute_url()})}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def render_part(request: HtmxHttpRequest, part: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A part of the sheet, which htmx puts into its place; for a plain form on a page of its own."""
    if request.htmx:
        return render(request, part, context, status=status)
    return render(request, "progress/part.html", {**context, "part": part}, status=status)


def return_to(request: HttpRequest, topic: Topic, part: str, said: str) -> HttpResponse:
    """Back to where on the sheet a plain form stood, saying what was done."""
    messages.success(request, said)
    return HttpResponseRedirect(f"{topic.get_absolute_url()}#{part}")
