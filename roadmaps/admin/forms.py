"""Admin forms under the rules of a file: the field table decides, and what is wrong stands at its field with a hint."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from roadmaps.admin.bases import AnyForm
from roadmaps.admin.lines import describe_note
from roadmaps.documents.document import Field, Kind
from roadmaps.documents.fields import FieldError, clean_value
from roadmaps.documents.problem import Note
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.revisions import lock_revision

# Django's own form fields hold these to the same values, and no text has to be typed.
CHOSEN = frozenset({Kind.BOOLEAN, Kind.CHOICE, Kind.DATE})


class DocumentForm(AnyForm):
    """A form over the fields of `table`. `notes` holds what the editor should know though it was saved."""

    table: ClassVar[tuple[Field, ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[Note] = []
        for name, field in self._table_fields():
            shown = self.fields[name]
            shown.help_text = " ".join(filter(None, [_(field.help), str(shown.help_text)]))

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, field in self._table_fields():
            if field.kind not in CHOSEN and self.cleaned_data.get(name) not in (None, ""):
                self._clean_by_table(name, field)
        return self.cleaned_data

    def _table_fields(self) -> list[tuple[str, Field]]:
        named = [("key" if field.name == "id" else field.name, field) for field in self.table]
        return [(name, field) for name, field in named if name in self.fields]

    def _clean_by_table(self, name: str, field: Field) -> None:
        try:
            cleaned = clean_value(field, self.cleaned_data[name], link_base=settings.LINK_BASE)
        except FieldError as error:
            self.add_error(name, describe_note(error.note))
            return
        self.notes += cleaned.notes
        self.cleaned_data[name] = _plain(cleaned.value)


class RevisedForm(DocumentForm):
    """Carries the revision of the roadmap it was made from; a stale one is refused. `stale.py` says what differs."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_stale = False
        if self.instance.pk:
            self.initial["seen_revision"] = _roadmap_of(self.instance).revision

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk:
            self._refuse_stale(_roadmap_of(self.instance))
        return self.cleaned_data

    def _refuse_stale(self, roadmap: Roadmap) -> None:
        """Holds the roadmap's row from here until the transaction ends, so that nobody writes in between."""
        seen = self.cleaned_data.get("seen_revision")
        try:
            self.is_stale = seen != lock_revision(roadmap.pk)
        except Roadmap.DoesNotExist:
            self.is_stale = True
        if self.is_stale:
            text = _("Nothing was saved: someone else, or an import, changed this roadmap while you were editing.")
            self.add_error(None, text)


def _roadmap_of(row: Roadmap | Node | Topic | Link) -> Roadmap:
    if isinstance(row, Roadmap):
        return row
    return row.topic.roadmap if isinstance(row, Link) else row.roadmap


def _plain(value: Any) -> Any:
    """A typed value as a model field stores it: lists of texts or of mappings."""
    if isinstance(value, tuple):
        return [entry if isinstance(entry, str) else asdict(entry) for entry in value]
    return value
