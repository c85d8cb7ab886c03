"""Links of documents -> rows, for all topics of a plan at once. Links, unlike topics, are deleted when they go."""

from collections.abc import Iterable, Sequence

from roadmaps.documents.document import LinkDoc
from roadmaps.models import Link, Topic
from roadmaps.sync.link_merge import state_link
from roadmaps.sync.operations import Act, Operation
from roadmaps.sync.snapshot import KINDS
from roadmaps.sync.tables import Table
from roadmaps.sync.values import LINK_SCALARS

_COLUMNS = (*(field.name for field in LINK_SCALARS), "position")
_Place = tuple[int, str]
"""Topic and kind: one list."""


def write_links(operations: Iterable[Operation], topics: Table[Topic]) -> None:
    """Make the rows say what added topics and changed lists say: at most four statements.

    operations: ADD and CHANGE of topics; those about other fields are passed over.
    """
    added: dict[_Place, Sequence[LinkDoc]] = {}
    changed: dict[_Place, Sequence[LinkDoc]] = {}
    for operation in operations:
        topic_id = topics[operation.key].pk
        if operation.act is Act.ADD:
            for name, kind in KINDS.items():
                added[topic_id, kind] = getattr(operation.after, name) or ()
        elif operation.field in KINDS:
            changed[topic_id, KINDS[operation.field]] = operation.after
    rows = _load_rows(changed)
    wanted = {**_make_rows(added), **_make_rows(changed)}
    _write_rows(rows, wanted)


def _load_rows(places: Iterable[_Place]) -> dict[tuple[int, str, str], Link]:
    wanted = set(places)
    if not wanted:
        return {}
    links = Link.objects.filter(topic__in={topic_id for topic_id, _ in wanted}).order_by("id")
    return {(link.topic_id, link.kind, link.url): link for link in links if (link.topic_id, link.kind) in wanted}


def _make_rows(lists: dict[_Place, Sequence[LinkDoc]]) -> dict[tuple[int, str, str], Link]:
    rows = {}
    for (topic_id, kind), links in lists.items():
        for position, link in enumerate(map(state_link, links)):
            values = {field.name: getattr(link, field.name) for field in LINK_SCALARS}
            row = Link(topic_id=topic_id, kind=kind, url=link.url, position=position, **values)
            rows[topic_id, kind, link.url] = row
    return rows


def _write_rows(rows: dict[tuple[int, str, str], Link], wanted: dict[tuple[int, str, str], Link]) -> None:
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    new = [row for key, row in sorted(wanted.items()) if key not in rows]
    changed = []
    for key, row in sorted(rows.items()):
        if key in wanted and _columns(row) != _columns(wanted[key]):
            wanted[key].pk = row.pk
            changed.append(wanted[key])
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    if changed:
        Link.objects.bulk_update(changed, _COLUMNS)
    if new:
        Link.objects.bulk_create(new)


def _columns(link: Link) -> tuple[object, ...]:
    return tuple(getattr(link, name) for name in _COLUMNS)
