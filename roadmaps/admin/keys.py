"""Keys of what is made in the admin: chosen once, made from the title when left empty, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from roadmaps.documents.keys import slug
from roadmaps.documents.table import MAX_NODES, MAX_TOPICS
from roadmaps.models import FormerKey, Node, Roadmap, Topic


def make_key(title: str) -> str:
    """The key for something new of this title. Raises ValidationError when there is no letter or digit in it."""
    key = slug(title)
    if not key:
        raise ValidationError(_("No key can be made from this: it has no letter or digit. Give it a key of its own."))
    return key


def refuse_taken(key: str, taken: Mapping[str, str]) -> None:
    """Raises ValidationError that names who has the key. `taken`: title by key."""
    if key in taken:
        text = _("The key “%(key)s” belongs to “%(title)s” already. Give this one another key.")
        raise ValidationError(text % {"key": key, "title": taken[key]})


def refuse_former(key: str, formers: Mapping[str, str]) -> None:
    """Raises ValidationError that names whose key it once was. `formers`: title by former key."""
    if key in formers:
        text = _("The key “%(key)s” once was that of “%(title)s”: old addresses lead there. Give this one another key.")
        raise ValidationError(text % {"key": key, "title": formers[key]})


def refuse_one_more(model: type[Roadmap | Node | Topic], count: int) -> None:
    """Raises ValidationError when a roadmap that holds `count` of them can take no other."""
    limits: dict[type, int] = {Node: MAX_NODES, Topic: MAX_TOPICS}
    limit = limits.get(model)
    if limit is not None and count >= limit:
        raise ValidationError(_("A roadmap holds at most %(limit)s of these. Make two of it.") % {"limit": limit})


def list_taken(model: type[Roadmap | Node | Topic], roadmap_id: int | None) -> dict[str, str]:
    """Title by key of all that shares a set of keys: every roadmap, or the nodes or topics of one. One query."""
    if model is Roadmap:
        return dict(Roadmap.objects.order_by().values_list("key", "title"))
    title = "title" if model is Node else "name"
    return dict(model._default_manager.filter(roadmap_id=roadmap_id).order_by().values_list("key", title))


def list_former(model: type[Roadmap | Node | Topic], roadmap_id: int | None) -> dict[str, str]:
    """Title by former key of all that shares a set of keys, as in `list_taken`. One query."""
    formers = FormerKey.objects.order_by()
    if model is Roadmap:
        return dict(formers.filter(node=None, topic=None).values_list("key", "roadmap__title"))
    part = "node" if model is Node else "topic"
    title = f"{part}__title" if model is Node else f"{part}__name"
    return dict(formers.filter(roadmap=roadmap_id, **{f"{part}__isnull": False}).values_list("key", title))
