"""Roadmaps with their nodes and topics, as a process keeps them by the revision that it read."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

from progress.lately import Lately
from progress.queries.digest import Digest
from progress.stars import references_of
from progress.trail import tie_together
from roadmaps.documents.keys import normalise_key
from roadmaps.models import Node, Roadmap, Topic
from roadmaps.queries import list_nodes, list_topics

MOST_CONTENTS = 200


class Content(NamedTuple):
    """A roadmap with all its nodes and topics in order, retired ones too: shared by all that read it, so that nothing
    may write on them. Of a topic there is what a row shows. `references` are what topics say they are the same as."""

    roadmap: Roadmap
    nodes: list[Node]
    topics: list[Topic]
    references: list[str]
    by_key: dict[str, Topic]

    def find_topic(self, key: str) -> Topic | None:
        """The topic of this key, in whatever letters; None where it is a former one, or none."""
        return self.by_key.get(normalise_key(key))


contents: Lately[Hashable, Content] = Lately(MOST_CONTENTS)
"""By the revision, which rises inside the transaction that writes content: what is out of date is not asked for."""


def get_content(digest: Digest) -> Content:
    """The content of a digest, or newer. No query, three where this process has not kept it."""
    return contents.get(digest.content_key, partial(read_content, digest.roadmap_id))


def read_content(roadmap_id: int) -> Content:
    """Three queries: roadmap, nodes, topics."""
    roadmap = Roadmap.objects.get(pk=roadmap_id)
    nodes, topics = list_nodes(roadmap), list_topics(roadmap)
    tie_together(roadmap, nodes, topics)
    return Content(roadmap, nodes, topics, references_of(topics), {topic.key: topic for topic in topics})
