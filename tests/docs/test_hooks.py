"""The hooks for other repositories, and the example that uses them: their command lines, as pre-commit calls them."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.conftest import EXAMPLES, ROOT, Place, write_trail

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
}
(CONFIG,) = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text())["repos"]
USED: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in CONFIG["hooks"]}


def run_hook(name: str, place: Place, checkout: Path) -> subprocess.CompletedProcess[str]:
    """As pre-commit runs a script: the entry in the hooks' checkout, with the arguments of the repository, in that."""
    program, *words = shlex.split(HOOKS[name]["entry"])
    return place.run(
        checkout / program, *words, *USED[name]["args"], DATABASE_URL="sqlite:////no/such/folder/site.sqlite3"
    )


def test_the_example_uses_every_hook() -> None:
    assert set(USED) == set(HOOKS) == {"check-roadmaps", "pin-ids"}


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_hook_is_a_script_of_the_checkout_that_takes_a_folder(hook: dict[str, Any]) -> None:
    """Whole folders: ids are unique across files. pre-commit hands over none of the files that changed."""
    program = ROOT / shlex.split(hook["entry"])[0]
    assert program.stat().st_mode & 0o111
    assert (hook["language"], hook["pass_filenames"], hook["args"]) == ("script", False, ["roadmaps"])


def test_check(place: Place, checkout: Path) -> None:
    write_trail(place.folder)
    answer = run_hook("check-roadmaps", place, checkout)
    assert (answer.returncode, answer.stdout) == (0, "1 file read, 0 skipped, 0 errors, 0 warnings.\n")
    write_trail(place.folder, title="''")
    answer = run_hook("check-roadmaps", place, checkout)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[0] == "roadmaps/rope.yaml:1:8: error: `title` is empty"


def test_pin_ids(place: Place, checkout: Path) -> None:
    write_trail(place.folder, more="      - name: Splices\n")
    answer = run_hook("pin-ids", place, checkout)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1] == "1 id written in 1 file."
    written = (place.folder / "roadmaps" / "rope.yaml").read_text()
    assert written.endswith("      - id: splices\n        name: Splices\n")
    assert run_hook("pin-ids", place, checkout).stdout == "No id is missing.\n"
