"""What editors do to many rows at once. Each says how many, and raises the revision of each roadmap once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import model_ngettext
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roadmaps.admin.counts import count_learners_of
from roadmaps.models import ImportedDocument, Node, Roadmap, Topic
from roadmaps.revisions import raise_revision


@admin.action(description=gettext_lazy("Publish"), permissions=["change"])
def publish(model_admin: Any, request: HttpRequest, rows: QuerySet[Roadmap]) -> None:
    changed, same = change_rows(rows, roadmap_field="pk", status=Roadmap.Status.PUBLISHED)
    done = ngettext("%(number)s roadmap published.", "%(number)s roadmaps published.", changed) % {"number": changed}
    _report(request, done, changed=changed, same=same)


@admin.action(description=gettext_lazy("Archive: only learners with marks keep it"), permissions=["change"])
def archive(model_admin: Any, request: HttpRequest, rows: QuerySet[Roadmap]) -> None:
    changed, same = change_rows(rows, roadmap_field="pk", status=Roadmap.Status.ARCHIVED)
    done = ngettext("%(number)s roadmap archived.", "%(number)s roadmaps archived.", changed) % {"number": changed}
    _report(request, done, changed=changed, same=same)


@admin.action(description=gettext_lazy("Back to draft: seen by editors only"), permissions=["change"])
def back_to_draft(model_admin: Any, request: HttpRequest, rows: QuerySet[Roadmap]) -> None:
    changed, same = change_rows(rows, roadmap_field="pk", status=Roadmap.Status.DRAFT)
    done = ngettext("%(number)s roadmap is a draft again.", "%(number)s roadmaps are drafts again.", changed) % {
        "number": changed
    }
    _report(request, done, changed=changed, same=same)


@admin.action(
    description=gettext_lazy("Retire: hidden from newcomers, kept for whoever has a mark"), permissions=["change"]
)
def retire(model_admin: Any, request: HttpRequest, rows: QuerySet[Node] | QuerySet[Topic]) -> None:
    learners = count_learners_of(_topics_in(rows.filter(retired=False)))
    changed, same = change_rows(rows, roadmap_field="roadmap_id", retired=True)
    done = _("%(what)s retired.") % {"what": _name_rows(rows, changed)}
    _report(request, done, changed=changed, same=same)
    if learners:
        text = ngettext(
            "%(number)s learner has marks there and still sees them.",
            "%(number)s learners have marks there and still see them.",
            learners,
        )
        messages.info(request, text % {"number": learners})


@admin.action(description=gettext_lazy("Restore what was retired"), permissions=["change"])
def restore(model_admin: Any, request: HttpRequest, rows: QuerySet[Node] | QuerySet[Topic]) -> None:
    changed, same = change_rows(rows, roadmap_field="roadmap_id", retired=False)
    done = _("%(what)s restored.") % {"what": _name_rows(rows, changed)}
    _report(request, done, changed=changed, same=same)


def change_rows(rows: QuerySet[Any], *, roadmap_field: str, **values: object) -> tuple[int, int]:
    """Gives the rows these values in one transaction. Returns how many changed, and how many had them before."""
    with transaction.atomic():
        chosen = dict(rows.order_by().values_list("pk", roadmap_field))
        changing = dict(rows.exclude(**values).order_by().values_list("pk", roadmap_field))
        for roadmap_id in sorted(set(changing.values())):
            raise_revision(roadmap_id)
        rows.model._default_manager.filter(pk__in=changing).update(**values)
        if "status" in values:
            forget_former_status(changing)
    return len(changing), len(chosen) - len(changing)


def forget_former_status(roadmap_ids: Iterable[int]) -> None:
    """A person has chosen the status of these: the return of a file that went away has none to bring back."""
    pruned = ImportedDocument.objects.filter(roadmap__in=list(roadmap_ids)).exclude(former_status="")
    pruned.update(former_status="")


def _topics_in(rows: QuerySet[Node] | QuerySet[Topic]) -> QuerySet[Topic]:
    return Topic.objects.filter(**{"pk__in" if rows.model is Topic else "node__in": rows.order_by().values("pk")})


def _name_rows(rows: QuerySet[Any], number: int) -> str:
    return f"{number} {model_ngettext(rows, number)}"


def _report(request: HttpRequest, done: str, *, changed: int, same: int) -> None:
    if changed:
        messages.success(request, done)
    if same:
        text = ngettext("%(number)s was so before.", "%(number)s were so before.", same)
        messages.info(request, text % {"number": same})
