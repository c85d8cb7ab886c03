"""Addresses that a learner keeps on a topic."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from progress.models import OwnLink
from roadmaps.documents.document import MAX_LINE
from roadmaps.documents.links import display_host
from roadmaps.models import Topic


class DuplicateLinkError(ValueError):
    """This address is kept on this topic already."""


class TooManyLinksError(ValueError):
    """There are OwnLink.MOST on this topic."""


@transaction.atomic
def add_own_link(*, user: User, topic: Topic, url: str, title: str = "") -> OwnLink:
    """Keep a cleaned address; without a title its host is one. Raises DuplicateLinkError and TooManyLinksError."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)  # one tab after the other, so that the limit holds
    kept = list(OwnLink.objects.filter(user=user, topic=topic).values_list("url", flat=True))
    if url in kept:
        raise DuplicateLinkError
    if len(kept) >= OwnLink.MOST:
        raise TooManyLinksError
    return OwnLink.objects.create(user=user, topic=topic, url=url, title=title or display_host(url)[:MAX_LINE])


def remove_own_link(*, user: User, topic: Topic, link_id: int) -> OwnLink | None:
    """Let go of an address. Returns what it was; None when it was gone already, or never this learner's."""
    link = OwnLink.objects.filter(user=user, topic=topic, pk=link_id).first()
    if link is not None:
        OwnLink.objects.filter(pk=link.pk).delete()
    return link
