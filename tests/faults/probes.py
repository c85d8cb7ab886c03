"""Is each promise held by a test? One deliberate fault at a time goes into a copy of the code; its test has to fail.

usage: probes.py [NAME ...]. Exit code 1 when a fault goes unnoticed, or when a test fails without any.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "*.sqlite3*", "__pycache__", ".*_cache", ".hypothesis", "staticfiles"
)


@dataclass(frozen=True)
class Probe:
    """name: of the fault; path: the file that gets it; sound, faulty: text there, once, and what takes its place;
    test: what has to find it."""

    name: str
    path: str
    sound: str
    faulty: str
    test: str


PROBES = (
    Probe(
        "a topic takes its marks with it",
        "progress/models.py",
        'models.PROTECT, related_name="marks"',
        'models.CASCADE, related_name="marks"',
        "tests/progress/test_models.py",
    ),
    Probe(
        "what leaves the file is deleted",
        "roadmaps/sync/apply.py",
        'table.change(operation.key, {"retired": operation.act is not Act.RESTORE})',
        "type(table[operation.key])._default_manager.filter(key=operation.key).delete()",
        "tests/roadmaps/sync/test_former.py tests/roadmaps/sync/test_past.py",
    ),
    Probe(
        "imports take no lock",
        "roadmaps/sync/lock.py",
        "    with hold(wait):\n        yield\n",
        "    yield\n",
        "tests/roadmaps/sync/test_lock.py",
    ),
    Probe(
        "a transaction takes the write lock late",
        "config/settings.py",
        '"transaction_mode": "IMMEDIATE",',
        "",
        "tests/faults/test_at_once.py tests/progress/test_races.py tests/config/test_settings.py",
    ),
    Probe(
        "a plan nobody saw is applied",
        "roadmaps/sync/undo.py",
        "if expected and imported.fingerprint != expected:",
        "if False:",
        "tests/roadmaps/sync/test_undo.py",
    ),
    Probe(
        "a plan of another file is applied",
        "roadmaps/sync/importing.py",
        "if expected and imported.fingerprint != expected:",
        "if False:",
        "tests/roadmaps/sync/test_importing.py",
    ),
    Probe(
        "a topic is the slug of its name",
        "roadmaps/documents/document.py",
        "        return self.id or slug(self.name)",
        "        return slug(self.name)",
        "tests/roadmaps/sync/test_match.py tests/roadmaps/sync/test_former.py",
    ),
)


def main() -> int:
    wanted = set(sys.argv[1:]) or {probe.name for probe in PROBES}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        unnoticed = [probe.name for probe in PROBES if probe.name in wanted and not show(probe, copy)]
    say(f"{len(unnoticed)} unnoticed." if unnoticed else f"{len(wanted)} faults, each found by its test.")
    return 1 if unnoticed else 0


def show(probe: Probe, copy: Path) -> bool:
    """Whether the test passes as the code stands and fails with the fault."""
    file = copy / probe.path
    sound = file.read_text()
    if sound.count(probe.sound) != 1:
        say(f"NOT SHOWN  {probe.name}: its place in {probe.path} is not there once")
        return False
    passes = run_test(probe, copy)
    file.write_text(sound.replace(probe.sound, probe.faulty))
    found = not run_test(probe, copy)
    file.write_text(sound)
    verdict = "found" if passes and found else "UNNOTICED" if passes else "FAILS WITHOUT IT"
    say(f"{verdict:<10} {probe.name}  ({probe.path}; {probe.test})")
    return passes and found


def run_test(probe: Probe, copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "--no-cov", "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [*command, *probe.test.split()], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        say(done.stdout[-2_000:] + done.stderr[-2_000:])
        raise SystemExit(f"the test of {probe.name!r} could not run")
    return done.returncode == 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
