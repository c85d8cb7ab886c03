"""What an import answers on the command line: an exit code, a plan in lines or JSON, and what to do when it stopped."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from roadmaps.documents.files import Batch
from roadmaps.models import ImportRun
from roadmaps.sync.count import count, count_content
from roadmaps.sync.describe import count_changes, describe
from roadmaps.sync.importing import Import
from roadmaps.sync.operations import Act
from roadmaps.sync.report import SCHEMA_VERSION, count_acts, make_report, report_problem

BAD_INPUT, USAGE, CONFLICT, GUARDED, BUSY, PENDING = 1, 2, 3, 4, 5, 10

Outcome = ImportRun.Outcome
WOULD_WRITE = "pending"
"""The outcome of a dry run that has something to do; all others are those of a record."""

_CODES = {
    Outcome.REFUSED.value: BAD_INPUT,
    Outcome.FAILED.value: BAD_INPUT,
    Outcome.STALE.value: BAD_INPUT,
    Outcome.CONFLICT.value: CONFLICT,
    Outcome.GUARDED.value: GUARDED,
    Outcome.BUSY.value: BUSY,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """outcome: as a record names it, or WOULD_WRITE; message: one sentence, "" where the plan says it all;
    batch, imported: what was read and planned, as far as it came; run: the number of the record, if there is one;
    detailed: whether pending changes have an exit code of their own."""

    outcome: str
    message: str = ""
    batch: Batch = field(default_factory=lambda: Batch((), 0, ()))
    imported: Import | None = None
    run: int | None = None
    dry_run: bool = False
    detailed: bool = False

    @property
    def code(self) -> int:
        if self.outcome == WOULD_WRITE:
            return PENDING if self.detailed else 0
        return _CODES.get(self.outcome, 0)

    @property
    def was_stopped(self) -> bool:
        return self.code not in (0, PENDING)

    @property
    def advice(self) -> str:
        """What happened and what to do about it, for whoever called a run that was stopped."""
        return f"{self.message} {_advise(self)}".rstrip()


def write_lines(answer: Answer, *, verbose: bool = True) -> Iterator[str]:
    """The plan and its sums; of a run that is not to say much, only a plan that somebody has to look at."""
    if answer.imported and (verbose or answer.was_stopped):
        for plan in answer.imported.plans:
            yield from describe(plan, answer.imported.learners)
    if answer.imported and verbose:
        yield from _write_sums(answer.batch)
        yield count_changes(answer.imported.plans, written=answer.outcome == Outcome.DONE)


def make_data(answer: Answer) -> dict[str, Any]:
    """The same as data: `docs/import.md` says what each field means."""
    imported, batch = answer.imported, answer.batch
    guard = imported.guard if imported else None
    unchanged = count_unchanged(batch)
    return {
        "schema_version": SCHEMA_VERSION,
        "outcome": answer.outcome,
        "exit_code": answer.code,
        "dry_run": answer.dry_run,
        "written": answer.outcome == Outcome.DONE,
        "message": answer.message,
        "run": answer.run,
        "files": {"read": len(batch.readings) - unchanged, "unchanged": unchanged, "skipped": batch.skipped},
        "problems": [report_problem(problem) for problem in batch.problems],
        "counts": count_acts(imported.plans) if imported else {},
        "learners": imported.learners.total if imported else 0,
        "guard": {"retired": guard.retired, "marked": guard.marked, "roadmaps": list(guard.roadmaps)}
        if guard
        else None,
        "roadmaps": make_report(imported.plans, imported.learners) if imported else [],
    }


def count_unchanged(batch: Batch) -> int:
    """Files that were not read, because the site has what they say."""
    return sum(reading.unchanged for reading in batch.readings)


def _write_sums(batch: Batch) -> Iterator[str]:
    documents = [reading.document for reading in batch.readings if reading.document]
    parts = [count_content(documents)] if documents else []
    if unchanged := count_unchanged(batch):
        parts.append(f"{count(unchanged, 'file')} unchanged since {'its' if unchanged == 1 else 'their'} last import.")
    if batch.skipped:
        parts.append(f"{count(batch.skipped, 'file')} skipped.")
    yield " ".join(parts)


def _advise(answer: Answer) -> str:
    if answer.outcome == Outcome.CONFLICT and answer.imported:
        acts = Counter(operation.act for operation in answer.imported.stops)
        return " ".join(advice for act, advice in _SETTLE.items() if acts[act])
    if answer.outcome == Outcome.GUARDED and answer.imported and answer.imported.guard:
        return f"If that is meant, pass --allow-retire {answer.imported.guard.retired}."
    return _ADVICE.get(answer.outcome, "")


_SETTLE = {
    Act.CONFLICT: (
        "Settle each conflict in the file or on the site, or pass --on-conflict keep or --on-conflict take."
    ),
    Act.AMBIGUOUS: (
        "Say which thing of the site each one is: add its `id:` or `aliases:` to the file, or pass --as-new KEY for "
        "one that is new."
    ),
}
_ADVICE = {
    Outcome.BUSY.value: "Try again when it is done, or pass --wait SECONDS.",
    Outcome.STALE.value: "Run the import again.",
}
