"""Taking an import back: the site as it was before is planned like a file, so that later edits are kept."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth.base_user import AbstractBaseUser

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.plain import Data, from_data
from roadmaps.models import ImportRun, RunDocument
from roadmaps.sync.apply import apply_plans
from roadmaps.sync.comparison import list_topics
from roadmaps.sync.importing import FingerprintError, Import, Source
from roadmaps.sync.merge import OnConflict
from roadmaps.sync.operations import Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import CountLearners, count_nobody
from roadmaps.sync.plan import make_archive_plan, make_plan
from roadmaps.sync.runs import RunResult, carry_out, open_run
from roadmaps.sync.site import Memory, Moment, Site
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.touched import list_touched
from roadmaps.sync.values import Thing


def plan_undo(run: ImportRun, *, count_learners: CountLearners = count_nobody) -> Import:
    """What taking back the run means. Base is what the run left, site is the site, file is what there was before.

    So whatever was edited since is kept, and listed. A roadmap that the run made is archived. Writes nothing.
    """
    documents = list(run.documents.select_related("roadmap").order_by("roadmap__key"))
    sites = take_snapshots([document.roadmap.key for document in documents])
    planned = [_plan(document, sites[document.roadmap.key]) for document in documents]
    plans = tuple(plan for _, plan in planned)
    asked = list_touched(plans)
    return Import(tuple(source for source, _ in planned), plans, count_learners(asked))


def undo_run(
    run: ImportRun,
    *,
    editor: AbstractBaseUser | None = None,
    count_learners: CountLearners = count_nobody,
    expected: str = "",
    wait: float = 0,
) -> RunResult:
    """Take the run back, under the lock and with a record of its own; itself it can be taken back too.

    expected: the fingerprint of the plan a person agreed to; the run is stopped as stale where it is another now.
    """
    record = open_run(origin=ImportRun.Origin.UNDO, editor=editor)
    record.undone = run
    record.files = [document.path for document in run.documents.order_by("roadmap__key")]
    return carry_out(record, _undo(run, count_learners, expected), wait=wait)


def _undo(run: ImportRun, count_learners: CountLearners, expected: str) -> Callable[[], Import]:
    def work() -> Import:
        imported = plan_undo(run, count_learners=count_learners)
        if expected and imported.fingerprint != expected:
            raise FingerprintError("The site was changed since this plan was shown.")
        if imported.may_apply:
            apply_plans(imported.plans)
        return imported

    return work


def _plan(row: RunDocument, site: Site) -> tuple[Source, Plan]:
    after = _read_moment(row.after)
    if row.before is None:
        return Source(row.path, after.document), make_archive_plan(site)
    before = _read_moment(row.before)
    said = replace(site, memory=replace(site.memory, base=after.document))
    options = Options(on_conflict=OnConflict.KEEP, as_new=frozenset(_list_keys(before.document)))
    plan = make_plan(
        site=said,
        file=before.document,
        path=row.path,
        options=options,
        base_off={Thing.NODE: after.retired_nodes, Thing.TOPIC: after.retired_topics},
        file_off={Thing.NODE: before.retired_nodes, Thing.TOPIC: before.retired_topics},
    )
    memory = _recall(row)
    plan = replace(plan, memory=None if memory == site.memory else memory, site=site)
    return Source(row.path, before.document), plan


def _read_moment(kept: Data) -> Moment:
    return Moment(from_data(kept["document"]), frozenset(kept["retired_nodes"]), frozenset(kept["retired_topics"]))


def _recall(row: RunDocument) -> Memory:
    """What the import before the run had left behind."""
    kept = row.old_base
    if not kept:
        return Memory()
    return Memory(
        base=from_data(kept["document"]),
        gone=from_data(kept["gone"]) if kept["gone"] else None,
        path=kept["path"],
        digest="",  # what was edited since is kept, so its file has to be read again
        former_status=kept["former_status"],
    )


def _list_keys(document: RoadmapDoc) -> list[str]:
    return [*(node.key for node in document.nodes), *(topic.key for topic in list_topics(document))]
