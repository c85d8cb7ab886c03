"""Before and after an import, with learners: what must be true whatever happened to the content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.test import Client

from accounts.models import User
from progress.models import Mark
from progress.people import count_learners
from roadmaps.documents.document import RoadmapDoc
from roadmaps.models import Node, Roadmap, Topic
from roadmaps.sync.describe import describe
from roadmaps.sync.importing import Import, Source, plan_import, run_import
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import Learners
from roadmaps.sync.values import Thing
from tests.roadmaps.sync.worlds import (
    Content,
    check_keys,
    check_numbers,
    compare,
    freeze_marks,
    make_learners,
    mark_all,
    read_content,
    read_memory,
)

PEOPLE = {Act.MOVE, Act.RENAME, Act.MERGE, Act.RETIRE, Act.RESTORE, Act.ARCHIVE}
"""What a line of the plan says people about."""


@dataclass
class Story:
    """A site with learners who marked every topic, each with another status."""

    learners: list[User]
    path: str = "trail.yaml"
    marks: tuple[list[object], list[object]] = field(default_factory=lambda: ([], []))
    before: Content = field(default_factory=dict)
    addresses: dict[str, tuple[type[Roadmap | Node | Topic], int]] = field(default_factory=dict)

    @classmethod
    def begin(cls, number: int, documents: Iterable[RoadmapDoc], *, path: str = "trail.yaml") -> Story:
        """Import the documents one after the other, and let so many people learn."""
        for document in documents:
            keys = frozenset(topic.key for node in document.nodes for topic in node.topics or ())
            assert run_import([Source(path, document)], Options(as_new=keys)).may_apply
        story = cls(make_learners(number), path)
        mark_all(story.learners)
        story.look()
        return story

    def look(self) -> None:
        """Remember how things stand, and under which address each is found."""
        self.marks, self.before = freeze_marks(), read_content()
        rows = [*Roadmap.objects.all(), *Node.objects.select_related("roadmap")]
        rows += Topic.objects.select_related("roadmap", "node")
        self.addresses |= {row.get_absolute_url(): (type(row), row.pk) for row in rows}

    def bring(self, *documents: RoadmapDoc, options: Options | None = None) -> Import:
        """Import, and see that every promise to the learners was kept. A stopped import must leave no trace."""
        sources, memory = [Source(self.path, document) for document in documents], read_memory()
        places = list_places()
        imported = run_import(sources, options, count_learners=count_learners)
        if imported.may_apply:
            self.check()
            again = plan_import(sources)
            assert (again.stops, [plan.changes_content for plan in again.plans]) == ((), [False] * len(sources))
            assert all(plan.memory is None for plan in again.plans)
        else:
            assert (compare(self.before, read_content()), read_memory()) == ([], memory)
        for plan in imported.plans:
            check_people(plan, imported.learners, places)
        return imported

    def check(self) -> None:
        """No mark and no row is lost, every number is true, every old address leads on."""
        content = read_content()
        assert freeze_marks() == self.marks
        for model in (Roadmap, Node, Topic):
            assert self.before[model].keys() <= content[model].keys()
        check_numbers(self.learners, content)
        check_keys(content)
        self.check_addresses()

    def check_addresses(self) -> None:
        guest = Client()
        for address, (model, pk) in self.addresses.items():
            row = model._default_manager.get(pk=pk)
            if is_open(row) and row.get_absolute_url() != address:
                response = guest.get(address)
                assert (response.status_code, response["Location"]) == (301, row.get_absolute_url())

    def row(self, key: str) -> int:
        """The id of a topic by the key it had at first."""
        return next(pk for pk, row in self.before[Topic].items() if row["key"] == key)


def is_open(row: Roadmap | Node | Topic) -> bool:
    """Whether anybody may see it."""
    if isinstance(row, Topic):
        return not row.retired and is_open(row.node)
    return row.status == "published" if isinstance(row, Roadmap) else not row.retired and is_open(row.roadmap)


Places = list[tuple[int, int, int]]


def list_places() -> Places:
    """(learner, topic, node of the topic) of each mark."""
    marks = Mark.objects.exclude(status="todo")
    return list(marks.values_list("user_id", "topic_id", "topic__node_id"))


def check_people(plan: Plan, learners: Learners, places: Places) -> None:
    """Each line about something that moves, changes name, leaves or returns names the learners that have a mark."""
    lines = describe(plan, learners)[1:]
    assert len(lines) == len(plan.operations)
    for operation, line in zip(plan.operations, lines, strict=True):
        if operation.act in PEOPLE and operation.thing is not Thing.ROADMAP:
            number = count_plainly(plan, operation, places)
            words = {0: "", 1: "1 learner "}.get(number, f"{number} learners ")
            assert words in line if number else "learner" not in line, line


def count_plainly(plan: Plan, operation: Operation, places: Places) -> int:
    """Different learners who had a mark there before the import, one by one."""
    if operation.thing is Thing.NODE:
        return len({learner for learner, _, node in places if node == plan.node_ids[operation.key]})
    return len({learner for learner, topic, _ in places if topic == plan.topic_ids[operation.key]})


def list_keys() -> dict[int, tuple[str, bool]]:
    """Id of each topic -> its key, and whether it is on the trail."""
    rows = Topic.objects.select_related("node")
    return {row.pk: (row.key, not (row.retired or row.node.retired)) for row in rows}


def tell_acts(plans: Sequence[Plan]) -> set[tuple[str, str]]:
    return {(operation.act.value, operation.key) for plan in plans for operation in plan.operations}
