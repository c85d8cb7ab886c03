"""What stands in a row of its parent's page: nodes of a roadmap, topics of a node, links of a topic."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.admin.bases import AnyFormSet, AnyInline
from roadmaps.admin.content_forms import LinkForm, PositionedForm
from roadmaps.admin.keys import list_former, list_taken, make_key, refuse_former, refuse_one_more, refuse_taken
from roadmaps.documents.table import MAX_ENTRIES, NODE_FIELDS, TOPIC_FIELDS
from roadmaps.models import Link, Node, Topic


class RowFormSet(AnyFormSet):
    """Inputs under the heads of a table: each is named by its head and its row, for whoever does not see the table."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        row = str(form.instance) if form.instance.pk else _("new row")
        for field in form.visible_fields():
            field.field.widget.attrs["aria-label"] = f"{capfirst(str(field.label))}, {row}"


class KeyedFormSet(RowFormSet):
    """New rows get a key made from their title, unique among all that share a set of keys."""

    model: type[Node | Topic]
    titled_by: ClassVar[str] = "title"

    def find_roadmap_id(self) -> int | None:
        roadmap_id: int | None = self.instance.pk
        return roadmap_id

    def clean(self) -> None:
        super().clean()
        taken = list_taken(self.model, self.find_roadmap_id())
        formers = list_former(self.model, self.find_roadmap_id())
        for form in self.extra_forms:
            title = getattr(form, "cleaned_data", {}).get(self.titled_by)
            if title and form.has_changed():
                try:
                    key = make_key(title)
                    refuse_taken(key, taken)
                    refuse_former(key, formers)
                    refuse_one_more(self.model, len(taken))
                except ValidationError as error:
                    form.add_error(self.titled_by, error)
                    continue
                form.instance.key = key
                taken[key] = title


class TopicFormSet(KeyedFormSet):
    titled_by = "name"

    def find_roadmap_id(self) -> int | None:
        roadmap_id: int | None = self.instance.roadmap_id
        return roadmap_id

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.roadmap_id = self.instance.roadmap_id
        return super().save_new(form, commit)


class NodeRowForm(PositionedForm):
    table = NODE_FIELDS
    parent = "roadmap"

    class Meta:
        model = Node
        fields = ["title", "position"]


class TopicRowForm(PositionedForm):
    table = TOPIC_FIELDS
    parent = "node"

    class Meta:
        model = Topic
        fields = ["name", "position", "difficulty", "optional", "duration"]


class ContentInline(AnyInline):
    """Rows in their order; what may have marks is not deleted from here."""

    extra = 1
    show_change_link = True
    can_delete = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NodeInline(ContentInline):
    model = Node
    form = NodeRowForm
    formset = KeyedFormSet
    fields = ["title", "position", "key", "retired"]
    readonly_fields = ["key", "retired"]


class TopicInline(ContentInline):
    model = Topic
    fk_name = "node"
    form = TopicRowForm
    formset = TopicFormSet
    fields = ["name", "position", "difficulty", "optional", "duration", "key", "retired"]
    readonly_fields = ["key", "retired"]


class LinkFormSet(RowFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        counts = Counter(row.get("kind") for row in kept if not row.get("DELETE"))
        if max(counts.values(), default=0) > MAX_ENTRIES:
            raise ValidationError(_("A topic has at most %(limit)s links of a kind.") % {"limit": MAX_ENTRIES})


class LinkInline(AnyInline):
    model = Link
    form = LinkForm
    formset = LinkFormSet
    extra = 1
    fields = ["kind", "title", "url", "medium", "paid", "position"]
