"""Links that a learner keeps on a topic."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedHttpRequest
from progress.actions.own_links import DuplicateLinkError, TooManyLinksError, add_own_link, remove_own_link
from progress.forms import OwnLinkForm
from progress.models import OwnLink
from progress.queries.sheet import read_sheet
from progress.views.sheet import on_sheet, render_part, return_to
from roadmaps.models import Topic


@on_sheet
def change_own_links(request: AuthenticatedHttpRequest, topic: Topic) -> HttpResponse:
    """Add an address, or with `remove` let one go."""
    if "remove" in request.POST:
        return remove(request, topic)
    form = OwnLinkForm(request.POST, auto_id="own-link-%s")
    if form.is_valid() and keep(request, topic, form):
        if not request.htmx:
            return return_to(request, topic, "sheet-links", _("The link is kept with this topic."))
        form = OwnLinkForm(auto_id="own-link-%s")
    return answer(request, topic, form)


def keep(request: AuthenticatedHttpRequest, topic: Topic, form: OwnLinkForm) -> bool:
    """Whether it could be kept; what is against it stands with the form then."""
    try:
        add_own_link(user=request.user, topic=topic, **form.cleaned_data)
    except DuplicateLinkError:
        form.add_error("url", _("You keep this address here already."))
    except TooManyLinksError:
        said = _("You keep %(most)d links here, as many as there may be. Remove one first.")
        form.add_error(None, said % {"most": OwnLink.MOST})
    return form.is_valid()


def remove(request: AuthenticatedHttpRequest, topic: Topic) -> HttpResponse:
    number = request.POST["remove"]
    link_id = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    link = remove_own_link(user=request.user, topic=topic, link_id=link_id)
    if request.htmx:
        return answer(request, topic, OwnLinkForm(auto_id="own-link-%s"), is_open=False)
    said = _("“%(title)s” is removed.") % {"title": link.title} if link else _("That link was gone already.")
    return return_to(request, topic, "sheet-links", said)


def answer(request: AuthenticatedHttpRequest, topic: Topic, form: OwnLinkForm, *, is_open: bool = True) -> HttpResponse:
    """The list with its form; for a plain form that was refused, on a page of its own."""
    context = {
        "topic": topic,
        "roadmap": topic.roadmap,
        "sheet": read_sheet(request.user, topic),
        "form": form,
        "open": is_open,
    }
    return render_part(request, "progress/_own_links.html", context, status=422 if form.errors else 200)
