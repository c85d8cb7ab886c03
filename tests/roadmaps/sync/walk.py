"""Authors, editors, learners, imports, kills and restores in any order: after each step the promises hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from progress.actions import mark_topic, reset_place, undo_batch
from progress.models import Change, Mark
from progress.people import count_learners
from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.read import read_text
from roadmaps.documents.write import write_text
from roadmaps.models import ImportRun, Roadmap, Topic
from roadmaps.sync.export import make_export
from roadmaps.sync.importing import Import, Source, plan_import, run_import
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.options import Options
from roadmaps.sync.runs import carry_out, open_run
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.undo import undo_run
from roadmaps.sync.wanted import make_wanted
from tests.clients import client_of
from tests.factories import UserFactory
from tests.roadmaps.sync.file_edits import edit_file, list_all_keys, write_file
from tests.roadmaps.sync.ledger import (
    Said,
    Step,
    check_identity,
    check_import,
    check_undo,
    forget,
    learn,
)
from tests.roadmaps.sync.samples import look
from tests.roadmaps.sync.site_edits import edit_in_admin, edit_site
from tests.roadmaps.sync.worlds import (
    STATUSES,
    Content,
    Killed,
    check_keys,
    check_numbers,
    compare,
    dying,
    freeze_marks,
    make_learners,
    part_of,
    passing_world,
    read_content,
    read_memory,
    read_revisions,
    without_lost_dependencies,
)

FOLDER = "/trails"
chance = st.integers(0, 2**32).map(Random)
conflicts = st.sampled_from(OnConflict)


@dataclass
class Taken:
    """An import that wrote: its record, the rows before it and as it left them, and what files had said before it."""

    run: ImportRun
    before: Content
    left: Content
    ledger: dict[int, Said]


class Walk(RuleBasedStateMachine):
    """One world of two files, their roadmaps, three learners and an editor, gone when the walk ends."""

    def __init__(self) -> None:
        super().__init__()
        self.world = ExitStack()
        self.world.enter_context(passing_world())
        self.files: dict[str, RoadmapDoc] = {}
        self.versions: dict[str, list[RoadmapDoc]] = {}
        self.ledger: dict[int, Said] = {}
        self.last: Taken | None = None
        self.saved: tuple[str, Any] | None = None
        self.seen: Any = None
        self.revisions: dict[int, int] = {}

    def teardown(self) -> None:
        self.world.close()

    @initialize(dice=chance)
    def begin(self, dice: Random) -> None:
        """One roadmap from a file, with marks on it; the file of another one lies ready."""
        self.learners = make_learners(3)
        self.desk = client_of(UserFactory.create(is_staff=True, is_superuser=True))
        for name in ("one", "two"):
            path = f"{FOLDER}/{name}.yaml"
            self.files[path] = write_file(dice, name)
            self.versions[path] = [self.files[path]]
        self.marks = freeze_marks()
        self.bring([f"{FOLDER}/one.yaml"], Options())

    @rule(dice=chance, times=st.integers(1, 3))
    def edit_a_file(self, dice: Random, times: int) -> None:
        path = dice.choice(list(self.files))
        for _ in range(times):
            self.files[path] = edit_file(dice, self.files[path])
        self.versions[path].append(self.files[path])

    @rule(dice=chance)
    def bring_an_older_file_back(self, dice: Random) -> None:
        path = dice.choice(list(self.files))
        self.files[path] = dice.choice(self.versions[path])

    @rule(dice=chance)
    def edit_the_site(self, dice: Random) -> None:
        roadmaps = list(Roadmap.objects.filter(nodes__isnull=False).distinct().order_by("pk"))
        edit_site(dice, dice.choice(roadmaps))

    @rule(dice=chance)
    def edit_in_the_admin(self, dice: Random) -> None:
        before = read_content()
        edit_in_admin(dice, self.desk)
        self.check_revisions(before, read_content())

    @rule(dice=chance)
    def mark(self, dice: Random) -> None:
        learner, topics = dice.choice(self.learners), list(Topic.objects.order_by("pk"))
        if topics:
            topic, (status, reason) = dice.choice(topics), dice.choice(STATUSES)
            mark_topic(user=learner, topic=topic, status=status, reason=reason)
            assert status == "todo" or Mark.objects.filter(user=learner, topic=topic, status=status, reason=reason)
        self.learned(learner.pk)

    @rule(dice=chance)
    def reset_or_undo_marks(self, dice: Random) -> None:
        learner = dice.choice(self.learners)
        last = Change.objects.filter(user=learner).order_by("pk").last()
        if last and dice.random() < 0.7:
            undo_batch(user=learner, batch=last.batch)
        else:
            reset_place(user=learner, place=dice.choice(list(Roadmap.objects.order_by("pk"))))
        self.learned(learner.pk)

    def learned(self, learner: int) -> None:
        """Take the learner's own marks as they are now; everybody else's stand."""
        (marks, changes), (now, lines) = self.marks, freeze_marks()
        assert [row for row in now if row[1] != learner] == [row for row in marks if row[1] != learner]
        assert lines[: len(changes)] == changes
        self.marks = now, lines

    @rule(dice=chance, on_conflict=conflicts)
    def edit_a_file_and_import_it(self, dice: Random, on_conflict: OnConflict) -> None:
        """As authors do who know what they want."""
        self.edit_a_file(dice=dice, times=dice.randint(1, 4))
        self.import_files(dice=dice, on_conflict=on_conflict, as_new=True, allow=True, kill=0)

    @rule(dice=chance, on_conflict=conflicts, as_new=st.booleans(), allow=st.booleans(), kill=st.integers(0, 60))
    def import_files(self, dice: Random, on_conflict: OnConflict, as_new: bool, allow: bool, kill: int) -> None:
        paths = list(self.files) if dice.random() < 0.3 and self.fit() else [dice.choice(list(self.files))]
        prune = (FOLDER,) if dice.random() < 0.1 else ()
        keys = frozenset(list_all_keys([self.files[path] for path in paths])) if as_new else frozenset()
        options = Options(on_conflict=on_conflict, as_new=keys, prune=prune)
        guard = plan_import(self.list_sources(paths), options).guard
        if guard and allow:
            options = replace(options, allow_retire=guard.retired)
        self.bring(paths, options, max(kill - 30, 0))

    def fit(self) -> bool:
        """Whether the files may be imported together."""
        names = [name for each in self.files.values() for name in {each.key, *(each.aliases or ())}]
        return len(names) == len(set(names))

    def list_sources(self, paths: list[str]) -> list[Source]:
        return [Source(path, self.files[path]) for path in paths]

    def bring(self, paths: list[str], options: Options, kill: int = 0) -> None:
        """Import these files, perhaps being killed at a statement, and see that the law was kept."""
        before, memory, ledger = read_content(), read_memory(), deepcopy(self.ledger)
        sources = self.list_sources(paths)
        try:
            result = self.carry_out(lambda: run_import(sources, options, count_learners=count_learners), kill)
        except Killed:
            assert (read_content(), read_memory()) == (before, memory)
            return
        assert result.imported
        if result.run.was_stopped:
            assert (read_content(), read_memory()) == (before, memory)
            self.mend(paths, result.imported)
            return
        after = read_content()
        for path in paths:
            self.check_file(Step(self.files[path], before, after, options.on_conflict))
        self.check_plans(result.imported, before, after)
        again = plan_import(sources)
        assert (again.is_empty, again.stops) == (True, ())
        if result.run.outcome == ImportRun.Outcome.DONE:
            self.last = Taken(result.run, before, after, ledger)

    def carry_out(self, work: Callable[[], Import], kill: int) -> Any:
        def killed() -> Import:
            with dying(kill):
                return work()

        return carry_out(open_run(origin=ImportRun.Origin.COMMAND), killed if kill else work)

    def mend(self, paths: list[str], imported: Import) -> None:
        """The author gives up a file that claims one row twice, and takes what the site says."""
        for path in paths:
            if any(each.reason == "claimed" for plan in imported.plans if plan.path == path for each in plan.stops):
                self.files[path] = self.versions[path][0]

    def check_file(self, step: Step) -> None:
        keys = {row["key"]: pk for pk, row in step.after[Roadmap].items()}
        said = self.ledger.setdefault(keys[step.document.key], Said())
        check_identity(said, step)
        check_import(said, step)
        learn(said, step)

    def check_plans(self, imported: Import, before: Content, after: Content) -> None:
        """The site says what was planned, and a revision rose by one where content changed, and only there."""
        sites = take_snapshots()
        for plan in imported.plans:
            if plan.site is not None:
                assert sites[plan.key].present == make_wanted(plan)
            if any(each.act == "archive" for each in plan.operations):
                assert plan.row
                self.ledger.setdefault(plan.row, Said()).parked = before[Roadmap][plan.row]["status"]
        self.check_revisions(before, after)

    def check_revisions(self, before: Content, after: Content) -> None:
        for pk, revision in read_revisions(before).items():
            changed = compare(part_of(before, pk), part_of(after, pk))
            assert read_revisions(after)[pk] == revision + bool(changed), changed

    @rule()
    def take_the_last_import_back(self) -> None:
        if self.last is None:
            return
        taken, before, ledger = self.last, read_content(), deepcopy(self.ledger)
        result = undo_run(taken.run, count_learners=count_learners)
        after = read_content()
        assert not result.run.was_stopped, result.error
        check_undo(taken.left, taken.before, before, after)
        self.check_revisions(before, after)
        for document in taken.run.documents.all():
            pk = document.roadmap_id
            if document.before is None:
                self.ledger[pk].parked = before[Roadmap][pk]["status"]
            else:
                known = self.ledger[pk].known
                self.ledger[pk] = deepcopy(taken.ledger.get(pk, Said()))
                self.ledger[pk].known |= known
                forget(self.ledger[pk], taken.before, taken.left)
        done = result.run.outcome == ImportRun.Outcome.DONE
        self.last = Taken(result.run, before, after, ledger) if done else None

    @rule(dice=chance)
    def export_and_import_back(self, dice: Random) -> None:
        path = dice.choice(list(self.files))
        if (site := take_snapshots().get(self.files[path].key)) and site.present.nodes:
            reading = read_text(write_text(make_export(site)), path=path)
            assert reading.document, reading.problems
            self.files[path] = reading.document
            self.bring([path], Options())
            assert look(reading.document.key).present == without_lost_dependencies(site.present)

    @rule()
    def keep_a_copy_of_the_database(self) -> None:
        held = (self.ledger, self.last, self.marks, self.revisions)
        self.saved = transaction.savepoint(), deepcopy((held, read_content()))

    @rule()
    def restore_the_database(self) -> None:
        if self.saved:
            savepoint, (held, content) = self.saved
            transaction.savepoint_rollback(savepoint)
            assert read_content() == content
            self.ledger, self.last, self.marks, self.revisions = deepcopy(held)

    @invariant()
    def every_promise_holds(self) -> None:
        """No mark moved but by its learner, every number is true, no key is two things', no revision fell."""
        content = read_content()
        assert freeze_marks() == self.marks
        if (content, self.marks) == self.seen:
            return
        check_numbers(self.learners, content)
        check_keys(content)
        revisions = read_revisions(content)
        assert all(revisions[pk] >= revision for pk, revision in self.revisions.items())
        self.revisions, self.seen = revisions, (content, self.marks)
