"""What the file says of one object of the admin, where an editor has made the site say something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roadmaps.admin.imports.words import THINGS, name_field, name_part, write_value
from roadmaps.models import ImportedDocument, Node, Roadmap, Topic
from roadmaps.sync.edits import Edit, Kind, find_standing, list_edits
from roadmaps.sync.site import Site
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.values import Thing

_PRESENCE: Mapping[Kind, Promise] = {
    Kind.CHANGED: _("The file no longer has it. It stays, since topics that were made here stand in it."),
    Kind.RETIRED: _("Retired here; the file still has it. It stays retired."),
    Kind.REMOVED: _("Deleted here; the file still has it. It stays away."),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """One difference: the field, what the file says and what the site says; `note` stands where presence differs."""

    label: str
    file: str = ""
    site: str = ""
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class FileSays:
    """path, imported_at: of the last import, empty where there was none; standing: how the file knows this object;
    former_keys: keys that lead here; edits: what was edited since."""

    path: str
    imported_at: datetime | None
    standing: str
    former_keys: tuple[str, ...]
    edits: tuple[Edited, ...]


def read_file_says(row: Roadmap | Node | Topic) -> FileSays:
    """Six queries, whatever the size of the roadmap."""
    roadmap = row if isinstance(row, Roadmap) else row.roadmap
    imported = ImportedDocument.objects.filter(roadmap=roadmap).defer("document", "gone").first()
    site = take_snapshots([roadmap.key])[roadmap.key]
    thing = Thing(str(row._meta.model_name))
    return FileSays(
        path=imported.path if imported else "",
        imported_at=imported.imported_at if imported else None,
        standing=find_standing(site, thing, row.key).value,
        former_keys=_list_formers(site, thing, row.key),
        edits=tuple(_describe(edit, thing, row.key) for edit in list_edits(site, thing, row.key)),
    )


def _list_formers(site: Site, thing: Thing, key: str) -> tuple[str, ...]:
    if thing is Thing.ROADMAP:
        return site.formers
    formers = site.former_nodes if thing is Thing.NODE else site.former_topics
    return tuple(former for former, row in formers.items() if row == key)


def _describe(edit: Edit, thing: Thing, key: str) -> Edited:
    if edit.field:
        return Edited(_name(edit), file=write_value(edit.file), site=write_value(edit.site))
    about = "" if (edit.thing, edit.key) == (thing, key) else f"{THINGS[edit.thing]} {edit.key}"
    return Edited(about, note=_PRESENCE[edit.kind])


def _name(edit: Edit) -> str:
    """`links, https://example.org/, title`"""
    parts = [name_field(edit.thing, edit.field), edit.item, name_part(edit.part) if edit.part else ""]
    return ", ".join(filter(None, parts))
