"""What a node may build on, held to the rules of a file against the roadmap as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from roadmaps.admin.lines import describe_note
from roadmaps.documents.check import check_document
from roadmaps.documents.document import NodeDoc, RoadmapDoc
from roadmaps.documents.problem import Note
from roadmaps.models import Node


def refuse_bad_dependencies(roadmap_id: int, key: str, depends_on: Sequence[str]) -> None:
    """Raises ValidationError when the node `key` names one that is not there, or would wait for itself. One query."""
    graph = dict(Node.objects.filter(roadmap_id=roadmap_id).in_order().values_list("key", "depends_on"))
    wrong_before = _find_wrong(graph | {key: ()})
    wrong = [note for note in _find_wrong(graph | {key: depends_on}) if note not in wrong_before]
    if wrong:
        raise ValidationError([describe_note(note) for note in wrong])


def _find_wrong(graph: Mapping[str, Sequence[str]]) -> list[Note]:
    nodes = tuple(NodeDoc(title=key, id=key, depends_on=tuple(targets)) for key, targets in graph.items())
    problems = check_document(RoadmapDoc(id="roadmap", title="", description="", nodes=nodes))
    return [Note(problem.code, problem.message, problem.hint) for problem in problems if problem.is_error]
