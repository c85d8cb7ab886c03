"""Imported roadmaps whose files are not there any more: what `--prune` archives, and what a new file may be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from roadmaps.documents.document import RoadmapDoc
from roadmaps.models import ImportedDocument, Roadmap, Topic
from roadmaps.sync.comparison import list_topics


class _Source(Protocol):
    @property
    def path(self) -> str: ...

    @property
    def document(self) -> RoadmapDoc: ...


def find_missing(folders: Collection[str], present: Collection[str]) -> list[str]:
    """Keys of roadmaps, not archived yet, that came from a file under one of the folders and are not `present`.

    One query, none without folders. Only absolute paths count: nobody can tell where another one led from.
    """
    if not folders:
        return []
    roots = [Path(folder).absolute() for folder in folders]
    imported = ImportedDocument.objects.exclude(roadmap__status=Roadmap.Status.ARCHIVED)
    rows = imported.order_by("roadmap__key").values_list("roadmap__key", "path")
    return [key for key, path in rows if key not in present and _stands_in(Path(path), roots)]


def find_renamed(added: Iterable[_Source], present: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Key of a new roadmap -> keys of those it may be, the likest first.

    It may be one whose file was in the same folder and is gone, when half the topics of that one have keys that are in
    the new one as well. Two queries, none where nothing is new.
    """
    folders = defaultdict(list)
    for source in added:
        if Path(source.path).is_absolute():
            folders[Path(source.path).parent].append(source.document)
    if not folders:
        return {}
    gone: dict[Path, list[int]] = {}
    for roadmap_id, key, path in ImportedDocument.objects.values_list("roadmap_id", "roadmap__key", "path"):
        folder = Path(path).parent
        if key not in present and folder in folders and not Path(path).exists():
            gone.setdefault(folder, []).append(roadmap_id)
    return _compare(folders, gone) if gone else {}


def _compare(folders: Mapping[Path, list[RoadmapDoc]], gone: Mapping[Path, list[int]]) -> Mapping[str, tuple[str, ...]]:
    topics: dict[tuple[int, str], set[str]] = {}
    rows = Topic.objects.active().filter(roadmap__in=[pk for ids in gone.values() for pk in ids])
    for roadmap_id, roadmap_key, key in rows.values_list("roadmap_id", "roadmap__key", "key"):
        topics.setdefault((roadmap_id, roadmap_key), set()).add(key)
    found: dict[str, tuple[str, ...]] = {}
    for folder, documents in folders.items():
        for document in documents:
            keys = {topic.key for topic in list_topics(document)}
            shared = {
                name: len(own & keys)
                for (roadmap_id, name), own in topics.items()
                if roadmap_id in gone.get(folder, []) and 2 * len(own & keys) >= len(own)
            }
            if shared:
                found[document.key] = tuple(sorted(shared, key=lambda name: (-shared[name], name)))
    return found


def _stands_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
