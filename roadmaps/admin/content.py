"""What all content has in common in the admin: the revision rises once a save, and marks keep what they stand on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, connection
from django.db.models import TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roadmaps.admin.bases import AnyAdmin
from roadmaps.admin.counts import KEEPERS, count_learners_of, has_history, has_keepsakes, is_kept_itself, topics_of
from roadmaps.admin.fields import LongTextField
from roadmaps.admin.file_says import show_file
from roadmaps.admin.lines import describe_note
from roadmaps.admin.seen import SEEN_VALUES, stamp_forms
from roadmaps.admin.stale import settle_stale
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.revisions import raise_revision


class RevisedAdmin(AnyAdmin):
    """Each save that changes something raises the revision of its roadmap once, whatever it holds."""

    formfield_overrides = {TextField: {"form_class": LongTextField}}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            raise_revision(find_roadmap_id(form.instance))
        for row in [form, *(row for formset in formsets for row in formset.forms)]:
            for note in row.notes:
                messages.warning(request, describe_note(note))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Stamps what the site says; a stale form is first put on the site as it is."""
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        if form.is_stale:
            row = self.get_queryset(request).filter(pk=form.instance.pk).first()
            if row is None:
                return self._say_deleted(request, form.instance)
            settle_stale(form, row, inlines, request.POST.get(SEEN_VALUES, ""))
        rows = (row for inline in inlines for row in inline.formset.initial_forms)
        context["seen_values"] = stamp_forms([form, *rows])
        self.show_file(request, context, kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)

    def show_file(self, request: HttpRequest, context: dict[str, Any], row: Any) -> None:
        """What the page says of the file beside the form. Call it once the form is stamped."""

    def _say_deleted(self, request: HttpRequest, row: Any) -> HttpResponse:
        messages.error(request, _("Nothing was saved: “%(row)s” was deleted meanwhile.") % {"row": row})
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if not isinstance(obj, Roadmap):
            raise_revision(find_roadmap_id(obj))
        super().delete_model(request, obj)


class ContentAdmin(RevisedAdmin):
    """Content that people mark: deleted by superusers only, and only while nobody ever marked anything in it."""

    readonly_fields = ["learners_note"]

    def show_file(self, request: HttpRequest, context: dict[str, Any], row: Any) -> None:
        """What the file says where the site says something else; with `?take=` in the form, to be saved or not."""
        context |= show_file(request, context["adminform"].form, row) if row else {}

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser) and (obj is None or not why_kept(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Raises IntegrityError when someone marked something in it since the look for marks."""
        super().delete_model(request, obj)
        connection.check_constraints([model._meta.db_table for model in KEEPERS])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, Any], Any, list[Any]]:
        """Whoever may delete a row may delete what stands in it: `has_delete_permission` has looked for marks there."""
        going, counts, _refused, protected = super().get_deleted_objects(objs, request)
        return going, counts, set(), protected

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        reason = why_kept(row) if row and self.has_delete_permission(request) else ""
        if not reason:
            try:
                return super().delete_view(request, object_id, extra_context)
            except IntegrityError:
                reason = _("Nothing was deleted: someone has marked something here meanwhile.")
        messages.error(request, reason)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        )

    @admin.display(description=gettext_lazy("learners"))
    def learners_note(self, row: Any) -> str:
        return (why_kept(row) if row.pk else "") or _("Nobody has marked anything here yet.")


def find_roadmap_id(row: Roadmap | Node | Topic | Link) -> int:
    """The roadmap whose revision rises with this row."""
    if isinstance(row, Roadmap):
        return row.pk
    return row.topic.roadmap_id if isinstance(row, Link) else row.roadmap_id


def why_kept(row: Roadmap | Node | Topic) -> str:
    """Why this cannot be deleted, and what to do instead; empty when it can."""
    topics = topics_of(row)
    instead = _("archived") if isinstance(row, Roadmap) else _("retired")
    learners = count_learners_of(topics)
    if learners:
        text = ngettext(
            "%(number)s learner has marks here. It can be %(instead)s, never deleted: every mark stays.",
            "%(number)s learners have marks here. It can be %(instead)s, never deleted: every mark stays.",
            learners,
        )
        return text % {"number": learners, "instead": instead}
    if has_history(topics):
        return _("Learners had marks here, and their history keeps it. It can be %(instead)s, never deleted.") % {
            "instead": instead
        }
    if has_keepsakes(topics) or is_kept_itself(row):
        return _("Learners keep notes, ticks or bookmarks here. It can be %(instead)s, never deleted.") % {
            "instead": instead
        }
    return _name_dependents(row) if isinstance(row, Node) else ""


def _name_dependents(node: Node) -> str:
    others = Node.objects.filter(roadmap_id=node.roadmap_id).exclude(pk=node.pk).in_order()
    names = [other.title for other in others if node.key in other.depends_on]
    return _("These build on it: %(names)s. Take it out of them first.") % {"names": ", ".join(names)} if names else ""
