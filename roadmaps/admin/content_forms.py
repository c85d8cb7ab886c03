"""The forms of roadmaps, nodes, topics and links."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.bases import AnyChoice
from roadmaps.admin.depends import refuse_bad_dependencies
from roadmaps.admin.fields import LinesField, QuestionsField
from roadmaps.admin.forms import DocumentForm, RevisedForm
from roadmaps.admin.keys import list_former, list_taken, make_key, refuse_former, refuse_one_more, refuse_taken
from roadmaps.admin.lines import describe_note
from roadmaps.documents.same import judge_same
from roadmaps.documents.table import LINK_FIELDS, NODE_FIELDS, ROADMAP_FIELDS, TOPIC_FIELDS
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.revisions import lock_revision
from roadmaps.targets import find_targets

MAX_POSITION = 1_000_000


class PositionedForm(DocumentForm):
    """An empty position means: after all others of the same parent, which the field `parent` names."""

    parent: ClassVar[str]
    position = forms.IntegerField(
        label=gettext_lazy("Position"),
        help_text=gettext_lazy("Empty: last."),
        required=False,
        min_value=0,
        max_value=MAX_POSITION,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None

    def save(self, commit: bool = True) -> Any:
        if "position" in self.fields and self.cleaned_data.get("position") is None:
            siblings = self._meta.model._default_manager.filter(**{self.parent: getattr(self.instance, self.parent)})
            last = siblings.aggregate(last=Max("position"))["last"]
            self.instance.position = 0 if last is None else last + 1
        return super().save(commit)


class KeyedForm(RevisedForm):
    """Something new gets its key here; a key that exists is no field of the form."""

    titled_by: ClassVar[str] = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = _("Identity and address, never changed. Empty: made from the title or name.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.instance.pk and {"key", self.titled_by} <= self.cleaned_data.keys():
            self._clean_new_key()
        return self.cleaned_data

    def find_roadmap_id(self) -> int | None:
        """The roadmap that something new is to stand in; None when it is not known or is one itself."""
        return None

    def _clean_new_key(self) -> None:
        roadmap_id = self.find_roadmap_id()
        if roadmap_id is not None:
            lock_revision(roadmap_id)  # else two people who save at once may both find the key free
        try:
            taken = list_taken(self._meta.model, roadmap_id)
            key = self.cleaned_data["key"] or make_key(self.cleaned_data[self.titled_by])
            refuse_taken(key, taken)
            refuse_former(key, list_former(self._meta.model, roadmap_id))
            refuse_one_more(self._meta.model, len(taken))
            self.cleaned_data["key"] = key
        except ValidationError as error:
            self.add_error("key", error)


class RoadmapForm(KeyedForm):
    table = ROADMAP_FIELDS
    tags = LinesField(label=gettext_lazy("Tags"))

    class Meta:
        model = Roadmap
        exclude: ClassVar[list[str]] = []


class NodeForm(KeyedForm, PositionedForm):
    table = NODE_FIELDS
    parent = "roadmap"
    depends_on = LinesField(label=gettext_lazy("Depends on"))

    class Meta:
        model = Node
        exclude: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any]:
        super().clean()
        roadmap_id, key = self.find_roadmap_id(), self.instance.key or self.cleaned_data.get("key")
        if roadmap_id and key and self.cleaned_data.get("depends_on"):
            try:
                refuse_bad_dependencies(roadmap_id, key, self.cleaned_data["depends_on"])
            except ValidationError as error:
                self.add_error("depends_on", error)
        return self.cleaned_data

    def find_roadmap_id(self) -> int | None:
        roadmap: Roadmap | None = self.cleaned_data.get("roadmap")
        stands_in: int | None = roadmap.pk if roadmap else self.instance.roadmap_id
        return stands_in


class NodeChoiceField(AnyChoice):
    """Nodes by name, with their roadmap where there is more than one to choose from."""

    def label_from_instance(self, obj: Any) -> str:
        title = _("%(title)s (retired)") % {"title": obj.title} if obj.retired else obj.title
        return f"{obj.roadmap.title}: {title}"


class TopicForm(KeyedForm, PositionedForm):
    table = TOPIC_FIELDS
    titled_by = "name"
    parent = "node"
    node = NodeChoiceField(
        label=gettext_lazy("Node"),
        queryset=Node.objects.select_related("roadmap").order_by("roadmap__title", "roadmap_id", "position", "id"),
        error_messages={"invalid_choice": gettext_lazy("Choose a node of this roadmap: a topic never leaves its own.")},
    )
    prerequisites = LinesField(label=gettext_lazy("Prerequisites"))
    takeaways = LinesField(label=gettext_lazy("Takeaways"))
    questions = QuestionsField(label=gettext_lazy("Questions"))

    class Meta:
        model = Topic
        exclude: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = self.fields.get("node")
        if self.instance.pk and isinstance(nodes, NodeChoiceField) and nodes.queryset is not None:
            nodes.queryset = nodes.queryset.filter(roadmap_id=self.instance.roadmap_id)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.instance.pk:
            self.instance.roadmap_id = self.find_roadmap_id()
        self._check_same(self.cleaned_data.get("same_as") or "")
        return self.cleaned_data

    def _check_same(self, same_as: str) -> None:
        """A topic that names itself is refused; of a name that leads to no star the editor is told."""
        key = self.instance.key or self.cleaned_data.get("key")
        if self.instance.roadmap_id and same_as == f"{self.instance.roadmap.key}/{key}":
            self.add_error("same_as", _("This names the topic itself. Name the one in another roadmap."))
        elif same_as and "same_as" in self.changed_data:
            note = judge_same(same_as, find_targets([same_as]))
            self.notes += [note] if note else []

    def find_roadmap_id(self) -> int | None:
        node: Node | None = self.cleaned_data.get("node")
        return node.roadmap_id if node else None


class LinkForm(PositionedForm):
    table = LINK_FIELDS
    parent = "topic"

    class Meta:
        model = Link
        exclude: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("url") == "":  # what `clean_link` drops says why
            self.add_error("url", describe_note(self.notes.pop()))
        return self.cleaned_data


class LoneLinkForm(LinkForm, RevisedForm):
    """A link on a page of its own. Its topic is fixed there, so Django does not look for a repeat."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind, url = self.cleaned_data.get("kind"), self.cleaned_data.get("url")
        others = Link.objects.filter(topic_id=self.instance.topic_id).exclude(pk=self.instance.pk)
        if url and others.filter(kind=kind, url=url).exists():
            self.add_error("url", _("This topic has this address in the same list already."))
        return self.cleaned_data
