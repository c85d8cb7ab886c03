"""What benchmarks stand on: content of a size that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roadmaps.models import Roadmap


def make_roadmap(*, topics: int, key: str = "long") -> Roadmap:
    """Ten topics a node, each with a sentence of natural length."""
    from roadmaps.models import Node, Roadmap, Topic

    text = "What this topic is about, in a sentence as authors write them. Then more."
    roadmap = Roadmap.objects.create(key=key, title="A long trail", description="Where it leads.")
    nodes = Node.objects.bulk_create(
        Node(roadmap=roadmap, key=f"node-{n}", title=f"Stage {n}", position=n) for n in range((topics + 9) // 10)
    )
    Topic.objects.bulk_create(
        Topic(
            roadmap=roadmap,
            node=nodes[n // 10],
            key=f"topic-{n}",
            name=f"Topic {n}",
            description=text,
            duration="2-3 hours",
            optional=n % 10 == 7,
            position=n,
        )
        for n in range(topics)
    )
    return roadmap


def make_roadmaps(count: int, *, first: int = 0) -> None:
    """Published roadmaps of five topics, twenty subjects, numbered from `first`."""
    from roadmaps.models import Node, Roadmap, Topic

    for start in range(first, first + count, 1_000):
        numbers = range(start, min(start + 1_000, first + count))
        roadmaps = Roadmap.objects.bulk_create(
            Roadmap(
                key=f"road-{n}",
                title=f"Road {n:05}",
                description="Where it leads, in a sentence as authors write them.",
                tags=[f"subject-{n % 20}"],
                featured=n % 50 == 0,
            )
            for n in numbers
        )
        nodes = Node.objects.bulk_create(Node(roadmap=roadmap, key="stage", title="Stage") for roadmap in roadmaps)
        Topic.objects.bulk_create(
            Topic(roadmap=roadmap, node=node, key=f"topic-{n}", name=f"Topic {n}", duration="2 hours", position=n)
            for roadmap, node in zip(roadmaps, nodes, strict=True)
            for n in range(5)
        )
