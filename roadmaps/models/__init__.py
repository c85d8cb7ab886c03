"""The content and its imports. `content` knows no people; `imports` keeps what files said, and who let them in."""

from roadmaps.models.content import Link, Node, Roadmap, RoadmapQuerySet, Topic
from roadmaps.models.editions import Edition
from roadmaps.models.imports import FormerKey, ImportedDocument, ImportRun, RunDocument

__all__ = [
    "Edition",
    "FormerKey",
    "ImportRun",
    "ImportedDocument",
    "Link",
    "Node",
    "Roadmap",
    "RoadmapQuerySet",
    "RunDocument",
    "Topic",
]
