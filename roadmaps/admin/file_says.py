"""What the file says of one object of the admin, where an editor has made the site say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.admin.imports.words import THINGS, name_field, name_part, write_value
from roadmaps.models import ImportedDocument, Node, Roadmap, Topic
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.edits import Edit, Edits, Kind, find_edits, find_standing
from roadmaps.sync.site import Site
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.values import SCALARS, Thing, to_column

TAKE = "take"
"""The parameter that names inputs which are to take what the file says."""

Names = Mapping[tuple[Thing, str], str]

_PRESENCE: Mapping[Kind, Promise] = {
    Kind.RETIRED: gettext_lazy("Retired here; the file still has it. It stays retired."),
    Kind.REMOVED: gettext_lazy("Deleted here; the file still has it. It stays away."),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """One difference: the field, what the file says and what the site says; `note` stands where presence differs.

    input: the field of the form that can take what the file says, "" for none; value: what it would take.
    """

    label: str
    file: str = ""
    site: str = ""
    note: str = ""
    input: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Inside:
    """Something edited that stands in the object of the page. number: of differences."""

    label: str
    address: str
    number: int


@dataclass(frozen=True, slots=True)
class FileSays:
    """path, imported_at: of the last import, empty where there was none; standing: how the file knows this object;
    former_keys: keys that lead here; edits: what was edited since; inside: what was edited in what stands in it."""

    path: str
    imported_at: datetime | None
    standing: str
    former_keys: tuple[str, ...]
    edits: tuple[Edited, ...]
    inside: tuple[Inside, ...]


def show_file(request: HttpRequest, form: Any, row: Roadmap | Node | Topic) -> dict[str, Any]:
    """What the page gets: `file_says`, and as `file_edits` each edit, whether the form has taken what the file says,
    and the address that makes it do so, "" where none can. A form that was sent takes nothing: it is its editor's."""
    says = read_file_says(row)
    offered = set() if form.is_bound else {edit.input for edit in says.edits} & set(form.fields)
    taken = offered & set(request.GET.getlist(TAKE))
    form.initial |= {edit.input: edit.value for edit in says.edits if edit.input in taken}
    left = offered - taken
    edits = [
        (edit, edit.input in taken, _make_address(request, edit.input) if edit.input in left else "")
        for edit in says.edits
    ]
    return {"file_says": says, "file_edits": edits}


def read_file_says(row: Roadmap | Node | Topic) -> FileSays:
    """Six queries, whatever the size of the roadmap."""
    roadmap = row if isinstance(row, Roadmap) else row.roadmap
    imported = ImportedDocument.objects.filter(roadmap=roadmap).defer("document", "gone").first()
    site = take_snapshots([roadmap.key])[roadmap.key]
    thing, names, edits = Thing(str(row._meta.model_name)), _name_all(site), find_edits(site)
    return FileSays(
        path=imported.path if imported else "",
        imported_at=imported.imported_at if imported else None,
        standing=find_standing(site, thing, row.key).value,
        former_keys=_list_formers(site, thing, row.key),
        edits=tuple(_describe(edit, (thing, row.key), site, names) for edit in edits.get((thing, row.key), ())),
        inside=tuple(_list_inside(edits, thing, row.key, site, names)),
    )


def _make_address(request: HttpRequest, name: str) -> str:
    asked = request.GET.copy()
    asked.appendlist(TAKE, name)
    return f"?{asked.urlencode()}"


def _list_formers(site: Site, thing: Thing, key: str) -> tuple[str, ...]:
    if thing is Thing.ROADMAP:
        return site.formers
    formers = site.former_nodes if thing is Thing.NODE else site.former_topics
    return tuple(former for former, row in formers.items() if row == key)


def _name_all(site: Site) -> Names:
    """Nodes and topics as the site calls them, and those that only the file has as that does."""
    names: dict[tuple[Thing, str], str] = {}
    for document in filter(None, (site.base, site.document)):
        names |= {(Thing.NODE, node.key): node.title for node in document.nodes}
        names |= {(Thing.TOPIC, topic.key): topic.name for topic in list_topics(document)}
    return names


def _list_inside(edits: Edits, thing: Thing, key: str, site: Site, names: Names) -> Iterator[Inside]:
    """In the order of the site: of a roadmap all nodes and topics, of a node its topics."""
    ids = {Thing.NODE: site.node_ids, Thing.TOPIC: site.topic_ids}
    for node in site.document.nodes:
        topics = [(Thing.TOPIC, topic.key) for topic in node.topics or ()]
        parts = [(Thing.NODE, node.key), *topics] if thing is Thing.ROADMAP else topics if thing is Thing.NODE else []
        for place in parts:
            if place in edits and (thing is Thing.ROADMAP or node.key == key):
                address = reverse(f"admin:roadmaps_{place[0]}_change", args=[ids[place[0]][place[1]]])
                yield Inside(f"{THINGS[place[0]]} “{names[place]}”", address, len(edits[place]))


def _describe(edit: Edit, page: tuple[Thing, str], site: Site, names: Names) -> Edited:
    if (edit.thing, edit.key) != page:
        label = f"{THINGS[edit.thing]} “{names[edit.thing, edit.key]}”"
        return Edited(label, note=str(_PRESENCE[edit.kind]))
    if not edit.field:
        return Edited("", note=str(_PRESENCE[edit.kind]), input="retired", value=False)
    file, mine = (_write(edit, value, names) for value in (edit.file, edit.site))
    if edit.kind is Kind.ADDED:
        return Edited(_name(edit), _("says nothing of it"), mine)
    if edit.kind is Kind.REMOVED:
        return Edited(_name(edit), file, _("deleted"))
    return Edited(_name(edit), file or _("empty"), mine or _("empty"), "", *_find_input(edit, site))


def _name(edit: Edit) -> str:
    """`links, https://example.org/, title`; of a whole link only `links`, since its address is in the value."""
    if edit.item and not edit.part:
        return name_field(edit.thing, edit.field)
    parts = [name_field(edit.thing, edit.field), edit.item, name_part(edit.part) if edit.part else ""]
    return ", ".join(filter(None, parts))


def _write(edit: Edit, value: Any, names: Names) -> str:
    """A value in words: places and orders in names."""
    if edit.field == "node":
        return names[Thing.NODE, value]
    if edit.field in ("nodes", "topics"):
        return "\n".join(names[Thing.NODE if edit.field == "nodes" else Thing.TOPIC, key] for key in value)
    return write_value(value)


def _find_input(edit: Edit, site: Site) -> tuple[str, Any]:
    """The input of the form that holds the field, and the file's value as a form is given it."""
    if edit.field == "node":
        return "node", site.node_ids[edit.file]
    column = next((field for field in SCALARS[edit.thing] if field.name == edit.field), None)
    return (column.name, to_column(column, edit.file)) if column else ("", None)
