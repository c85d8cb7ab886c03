"""A site with roadmaps and marks, and what may be seen of it afterwards: the one audit of all faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.core import serializers

from accounts.models import User
from progress.actions import mark_topic
from progress.models import Mark
from roadmaps.documents.document import LinkDoc, NodeDoc, RoadmapDoc, TopicDoc
from roadmaps.models import Topic
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.importing import Import, Source, plan_import, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.wanted import make_wanted
from tests.factories import UserFactory

ROADMAPS, TOPICS = 6, 12
STATUSES = ["done", "learning", "skipped"]


def write_documents(edition: int) -> list[RoadmapDoc]:
    """The roadmaps as an edition of their files has them: each edition changes, moves, renames, adds and removes."""
    return [_write_document(number, edition) for number in range(ROADMAPS)]


def _write_document(number: int, edition: int) -> RoadmapDoc:
    topics = [_write_topic(at, edition) for at in range(TOPICS + edition)]
    split = 4 + edition
    nodes = (
        NodeDoc(id="first", title=f"First {edition}", topics=tuple(topics[:split])),
        NodeDoc(id="second", title="Second", topics=tuple(reversed(topics[split + 1 :]))),
    )
    return RoadmapDoc(id=f"trail-{number}", title=f"Trail {number}.{edition}", description="Where.", nodes=nodes)


def _write_topic(at: int, edition: int) -> TopicDoc:
    links = tuple(LinkDoc(title=f"L{each}", url=f"https://example.org/{at}/{each}") for each in range(1 + edition))
    name = f"Topic {at} in edition {edition}"
    return TopicDoc(id=f"t-{at}", name=name, description=f"{edition} " * 40, takeaways=(name,), links=links)


def list_sources(documents: list[RoadmapDoc]) -> list[Source]:
    return [Source(f"{document.key}.yaml", document) for document in documents]


def allow_all(documents: list[RoadmapDoc]) -> Options:
    """Options under which nothing but a fault stops the import of these."""
    keys = frozenset(topic.key for document in documents for topic in list_topics(document))
    options = Options(on_conflict=OnConflict.TAKE, as_new=keys)
    guard = plan_import(list_sources(documents), options).guard
    return Options(OnConflict.TAKE, as_new=keys, allow_retire=guard.retired) if guard else options


def bring(documents: list[RoadmapDoc]) -> Import:
    return run_import(list_sources(documents), allow_all(documents))


def wanted_after(documents: list[RoadmapDoc]) -> dict[str, RoadmapDoc]:
    """What the site says once the documents are imported."""
    plans = plan_import(list_sources(documents), allow_all(documents)).plans
    return {plan.key: make_wanted(plan) for plan in plans if not plan.is_empty}


def make_learners(count: int = 3) -> list[User]:
    """Learners who have marks of every kind, on topics that the next edition moves, renames and removes."""
    learners = [UserFactory.create() for _ in range(count)]
    for number, learner in enumerate(learners):
        for at, topic in enumerate(Topic.objects.order_by("pk")):
            if (at + number) % 3:
                mark_topic(user=learner, topic=topic, status=STATUSES[at % 3])
    return learners


@dataclass(frozen=True)
class Sight:
    """All that may be seen: rows of content and of progress as text, and what the site says of each roadmap."""

    content: str
    marks: str
    says: Mapping[str, RoadmapDoc]


def look() -> Sight:
    says = {key: site.present for key, site in take_snapshots().items()}
    return Sight(content=_freeze("roadmaps", but={"importrun", "rundocument"}), marks=_freeze("progress"), says=says)


def _freeze(app: str, but: frozenset[str] | set[str] = frozenset()) -> str:
    models = [model for model in apps.get_app_config(app).get_models() if model._meta.model_name not in but]
    return "\n".join(serializers.serialize("json", model._default_manager.order_by("pk")) for model in models)


def count_marks() -> int:
    return Mark.objects.exclude(status="todo").count()
