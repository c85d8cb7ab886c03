"""Documents -> site, all or nothing: what the command and the admin run."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from roadmaps.chunks import chunked
from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.plain import to_data
from roadmaps.models import FormerKey, Roadmap
from roadmaps.sync.apply import StalePlan, apply_plans
from roadmaps.sync.guard import Guard, find_guard
from roadmaps.sync.match import Known, Match, known_keys, match_things
from roadmaps.sync.merge import Reason
from roadmaps.sync.missing import find_missing, find_renamed
from roadmaps.sync.operations import Act, Operation, Plan
from roadmaps.sync.options import Options
from roadmaps.sync.people import CountLearners, Learners, count_nobody
from roadmaps.sync.plan import make_archive_plan, make_plan
from roadmaps.sync.site import Site
from roadmaps.sync.snapshot import take_snapshots
from roadmaps.sync.touched import list_touched
from roadmaps.sync.values import Thing

ATTEMPTS = 3
CHUNK = 50
"""Roadmaps whose rows are in memory at one time."""

Watch = Callable[[str, int, int], None]
"""Told how far the work is: what is done ("planning", "writing"), how many roadmaps so far, how many in all."""


class FingerprintError(Exception):
    """The site, or the file, is no longer what the person who agreed to the plan saw."""


@dataclass(frozen=True, slots=True)
class Source:
    """A checked document and the file it came from; digest: of the file, "" when it must be read again next time."""

    path: str
    document: RoadmapDoc
    digest: str = ""


@dataclass(frozen=True)
class Import:
    """What bringing some files to the site means: one plan a roadmap, and whom they touch."""

    sources: tuple[Source, ...]
    plans: tuple[Plan, ...]
    learners: Learners = field(default_factory=Learners)
    guard: Guard | None = None

    @property
    def stops(self) -> tuple[Operation, ...]:
        """Conflicts and open questions that a person has to settle first."""
        return tuple(operation for plan in self.plans for operation in plan.stops)

    @property
    def is_empty(self) -> bool:
        """Applying it writes nothing at all."""
        return all(plan.is_empty for plan in self.plans)

    @property
    def is_pending(self) -> bool:
        """Whether a person would call any of it a change."""
        return any(plan.is_pending for plan in self.plans)

    @property
    def may_apply(self) -> bool:
        return not self.stops and self.guard is None

    @cached_property
    def fingerprint(self) -> str:
        """Another one where the files say something else, or the site or what was imported moved on.

        It does not depend on how conflicts are settled: a person first sees them, then settles them.
        """
        files = [[source.path, to_data(source.document)] for source in self.sources]
        sites = [[plan.key, plan.row, plan.revision, _base_data(plan.site)] for plan in self.plans]
        return sha256(json.dumps([files, sites]).encode()).hexdigest()


def plan_import(
    sources: Iterable[Source],
    options: Options | None = None,
    *,
    present: Collection[str] = (),
    count_learners: CountLearners = count_nobody,
    watch: Watch | None = None,
) -> Import:
    """One plan a document, in the order of their keys. Writes nothing, holds no transaction.

    present: keys of roadmaps whose files are there and known to be unchanged; only `Options.prune` looks at them.
    """
    options = options or Options()
    sources = tuple(sorted(sources, key=lambda source: source.document.key))
    match = _match_roadmaps([source.document for source in sources])
    plans: list[Plan] = []
    for chunk in chunked(sources, CHUNK):
        sites = take_snapshots([match.rows[each.document.key] for each in chunk if each.document.key in match.rows])
        plans += [_plan(source, sites.get(match.rows.get(source.document.key, "")), options) for source in chunk]
        if watch:
            watch("planning", len(plans), len(sources))
    said = _say_doubts(sources, match, options)
    plans = [_add(plan, said) for plan in plans]
    missing = find_missing(options.prune, {*match.rows.values(), *present})
    plans += [make_archive_plan(site) for site in take_snapshots(missing).values()] if missing else []
    asked = list_touched(plans)
    learners = count_learners(asked) if asked else Learners()
    return Import(sources, tuple(plans), learners, find_guard(plans, learners, options.allow_retire))


def run_import(
    sources: Sequence[Source],
    options: Options | None = None,
    *,
    present: Collection[str] = (),
    count_learners: CountLearners = count_nobody,
    watch: Watch | None = None,
    before_write: Callable[[Import], None] | None = None,
    expected: str = "",
) -> Import:
    """Plan and apply; returns what was planned. Unless it `may_apply`, nothing is written.

    When the site changes between plan and write it plans again, up to ATTEMPTS times; then StalePlan is raised.
    expected: the fingerprint a person saw; FingerprintError is raised, and nothing written, where it is another now.
    before_write: told what is about to be written.
    """
    for attempt in range(1, ATTEMPTS + 1):
        imported = plan_import(sources, options, present=present, count_learners=count_learners, watch=watch)
        if expected and imported.fingerprint != expected:
            raise FingerprintError("The site was changed since this plan was shown.")
        if not imported.may_apply:
            break
        if before_write:
            before_write(imported)
        try:
            apply_plans(imported.plans, watch=watch)
            break
        except StalePlan:
            if attempt == ATTEMPTS:
                raise
    return imported


def _match_roadmaps(documents: Sequence[RoadmapDoc]) -> Match:
    """Two queries."""
    wanted = {key for document in documents for key in known_keys(document)}
    keys = set(Roadmap.objects.filter(key__in=wanted).values_list("key", flat=True))
    formers = FormerKey.objects.filter(node=None, topic=None, key__in=wanted).values_list("key", "roadmap__key")
    return match_things(documents, Known(keys, dict(formers)))


def _plan(source: Source, site: Site | None, options: Options) -> Plan:
    plan = make_plan(site=site, file=source.document, path=source.path, digest=source.digest, options=options)
    return replace(plan, site=None) if plan.is_empty else plan


def _say_doubts(sources: Sequence[Source], match: Match, options: Options) -> dict[str, list[Operation]]:
    """What has to be settled between roadmaps, by key in the files."""
    said: dict[str, list[Operation]] = {}
    for clash in match.clashes:
        conflict = Operation(
            Act.CONFLICT, Thing.ROADMAP, clash.key, before=(clash.rival, clash.row), reason=Reason.CLAIMED
        )
        said.setdefault(clash.key, []).append(conflict)
    added = {
        source.document.key: source
        for source in sources
        if source.document.key not in match.rows and not options.is_new(source.document.key, source.document.key)
    }
    for key, candidates in find_renamed(added.values(), set(match.rows.values())).items():
        said.setdefault(key, []).append(Operation(Act.AMBIGUOUS, Thing.ROADMAP, key, before=candidates))
    return said


def _add(plan: Plan, said: dict[str, list[Operation]]) -> Plan:
    return replace(plan, operations=(*plan.operations, *said[plan.key])) if plan.key in said else plan


def _base_data(site: Site | None) -> object:
    return to_data(site.base) if site and site.base else None
