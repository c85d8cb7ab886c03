"""Is each promise held by a test? One deliberate fault at a time goes into a copy of the code; its test has to fail.

All these tests run once without a fault; then each fault's own, in two copies side by side.
usage: deliberate.py [NAME ...]. Exit code 1 when a fault goes unnoticed, or when a test fails without any.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
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
        "progress/models/marks.py",
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
        "config/databases.py",
        '"transaction_mode": "IMMEDIATE",',
        "",
        "tests/faults/test_at_once.py tests/progress/test_races.py tests/config/test_settings.py",
    ),
    Probe(
        "a writer reads from the replica",
        "config/routers.py",
        " and name_cookie() not in request.COOKIES",
        "",
        "tests/config/test_routers.py",
    ),
    Probe(
        "a limit starts anew when Redis goes",
        "config/sturdy.py",
        "        self._database.set(key, value, timeout, version=version)\n",
        "",
        "tests/config/test_sturdy.py",
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
    Probe(
        "a view takes a form from elsewhere",
        "progress/urls.py",
        "walks.why, name",
        '__import__("django.views.decorators.csrf", fromlist=[""]).csrf_exempt(walks.why), name',
        "tests/probes/test_csrf.py::test_every_route_refuses_a_post_that_is_not_ours",
    ),
    Probe(
        "a link of another learner may be removed",
        "progress/actions/own_links.py",
        "OwnLink.objects.filter(user=user, topic=topic, pk=link_id)",
        "OwnLink.objects.filter(topic=topic, pk=link_id)",
        "tests/probes/test_access.py::test_another_ones_link_note_and_tick_stay",
    ),
    Probe(
        "a row is kept without its language",
        "progress/outline.py",
        "roadmap.revision, get_language(), is_learner",
        "roadmap.revision, is_learner",
        "tests/progress/test_outline.py",
    ),
    Probe(
        "a page is known without the guest's marks",
        "progress/revalidation.py",
        "        request.session.get(VISIT),\n",
        "",
        "tests/probes/test_answers.py::test_a_guest_who_marks_is_not_told_that_nothing_changed",
    ),
    Probe(
        "a backup is not read back",
        "operation/backups/making.py",
        "        check_backup(packed, watch)\n",
        "",
        "tests/operation/backups/test_making.py::test_one_that_the_disk_spoiled_gets_no_name",
    ),
    Probe(
        "a way back may lead elsewhere",
        "accounts/http.py",
        "iri_to_uri(address) if is_path_here(address) else default",
        "iri_to_uri(address) or default",
        "tests/probes/test_redirects.py::test_a_form_leads_back_here_alone",
    ),
    Probe(
        "a note is taken for markup",
        "templates/progress/_note.html",
        "{{ note.text }}</textarea>",
        "{{ note.text|safe }}</textarea>",
        "tests/probes/test_injection.py::test_every_text_stays_text_on_every_page",
    ),
    Probe(
        "a second factor may be guessed without end",
        "config/settings.py",
        "MFA_PASSKEY_LOGIN_ENABLED = True\n",
        'MFA_PASSKEY_LOGIN_ENABLED = True\nACCOUNT_RATE_LIMITS = {"login_failed": ""}\n',
        "tests/probes/test_factors.py::test_guesses_end_for_the_account",
    ),
    Probe(
        "an app's secret lies open in the session",
        "accounts/factor_forms.py",
        "session[SESSION_KEY] = seal(secret)",
        "session[SESSION_KEY] = secret",
        "tests/accounts/test_factors.py::test_the_session_keeps_no_secret_while_an_app_is_set_up",
    ),
)


def main() -> int:
    wanted = [probe for probe in PROBES if not sys.argv[1:] or probe.name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / name for name in ("one", "two")]
        for copy in copies:
            shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        tests = sorted({test for probe in wanted for test in probe.test.split()})
        if not run_tests(tests, copies[0], "-n2"):
            say("These tests fail without any fault.")
            return 1
        with ThreadPoolExecutor(len(copies)) as pool:
            halves = [wanted[start :: len(copies)] for start in range(len(copies))]
            unnoticed = sum(pool.map(count_unnoticed, halves, copies))
    say(f"{len(wanted)} faults, {unnoticed} unnoticed")
    return 1 if unnoticed or not wanted else 0


def count_unnoticed(probes: list[Probe], copy: Path) -> int:
    """How many of them no test finds, tried one after the other in a copy of the code."""
    return sum(not is_found(probe, copy) for probe in probes)


def is_found(probe: Probe, copy: Path) -> bool:
    """Whether its test fails with the fault."""
    file = copy / probe.path
    sound = file.read_text()
    if sound.count(probe.sound) != 1:
        say(f"NOT SHOWN  {probe.name}: its place in {probe.path} is not there once")
        return False
    file.write_text(sound.replace(probe.sound, probe.faulty))
    found = not run_tests(probe.test.split(), copy, "-n0")
    file.write_text(sound)
    say(f"{'found' if found else 'UNNOTICED':<10} {probe.name}  ({probe.path}; {probe.test})")
    return found


def run_tests(tests: list[str], copy: Path, workers: str) -> bool:
    """Whether they pass. A run that could not even begin ends everything: it shows nothing."""
    command = [sys.executable, "-m", "pytest", workers, "-x", "-q", "--no-cov", "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run([*command, *tests], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        say(done.stdout[-2_000:] + done.stderr[-2_000:])
        raise SystemExit(f"these tests could not run: {' '.join(tests)}")
    return done.returncode == 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
