from __future__ import annotations

from pathlib import Path

import pytest

from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.sync.importing import ATTEMPTS
from tests.queries import capture_queries
from tests.roadmaps.runs import freeze_content, run
from tests.roadmaps.sync.samples import meddling

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parent.parent / "data" / "machine-learning.md"

TRAIL = """\
title: {title}
description: Where it leads.
nodes:
  - id: maths
    title: Mathematics
    topics:
      - name: Calculus
      - name: Algebra
"""


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    path = tmp_path / "trail.yaml"
    path.write_text(TRAIL.format(title="Trail"))
    return path


def test_the_first_roadmap_comes_whole() -> None:
    code, out, err = run(SAMPLE)
    assert (code, err) == (0, [])
    assert out[0] == "roadmap machine-learning   machine-learning.md"
    assert out[-2:] == ["1 roadmap, 5 nodes, 13 topics (1 optional), 11 links.", "19 added. Written."]
    counts = [model._default_manager.count() for model in (Roadmap, Node, Topic, Link)]
    assert counts == [1, 5, 13, 11]


def test_a_second_run_changes_nothing() -> None:
    run(SAMPLE)
    before = freeze_content()
    with capture_queries() as statements:
        code, out, err = run(SAMPLE)
    assert (code, err) == (0, [])
    assert out == ["1 file unchanged since its last import.", "0 changes. Nothing written."]
    assert freeze_content() == before
    assert [each for each in statements if not each.startswith("SELECT") and "importrun" not in each] == []


def test_a_dry_run_writes_nothing(trail: Path) -> None:
    before = freeze_content()
    code, out, _ = run(trail, "--dry-run")
    assert (code, out[-1]) == (0, "4 added. Nothing written.")
    assert freeze_content() == before


def test_a_detailed_exit_code_tells_whether_there_is_work_to_do(trail: Path) -> None:
    assert run(trail, "--dry-run", "--detailed-exitcode")[0] == 10
    assert run(trail)[0] == 0
    assert run(trail, "--dry-run", "--detailed-exitcode")[0] == 0


def test_a_detailed_exit_code_goes_with_a_dry_run(trail: Path) -> None:
    assert run(trail, "--detailed-exitcode")[0] == 2
    assert not Roadmap.objects.exists()


def test_quiet(trail: Path) -> None:
    assert run(trail, verbosity=0) == (0, [], [])
    assert Topic.objects.count() == 2


def test_a_conflict_stops_and_can_be_settled(trail: Path) -> None:
    run(trail)
    Roadmap.objects.update(title="Mine")
    trail.write_text(TRAIL.format(title="Theirs"))
    before = freeze_content()
    code, out, err = run(trail)
    assert code == 3
    assert out == [
        "roadmap trail   trail.yaml",
        '  ! roadmap  trail  title: file and site both changed it (site: "Mine", file: "Theirs")',
        "1 roadmap, 1 node, 2 topics, 0 links.",
        "1 conflict. Nothing written.",
    ]
    assert err[0].startswith("1 conflict. Nothing written.")
    assert freeze_content() == before
    assert run(trail, "--dry-run")[0] == 3
    assert run(trail, "--on-conflict", "keep")[1][-1] == "0 changes, 1 kept. What the file says is remembered."
    assert (run(trail)[0], Roadmap.objects.get().title) == (0, "Mine")
    trail.write_text(TRAIL.format(title="Theirs again"))
    code, out, _ = run(trail, "--on-conflict", "take")
    assert (code, out[-1], Roadmap.objects.get().title) == (0, "1 changed. Written.", "Theirs again")


def test_a_conflict_is_shown_however_quiet(trail: Path) -> None:
    run(trail)
    Roadmap.objects.update(title="Mine")
    trail.write_text(TRAIL.format(title="Theirs"))
    code, out, _ = run(trail, verbosity=0)
    assert (code, len(out)) == (3, 2)


def test_an_unknown_way_to_settle_is_refused(trail: Path) -> None:
    assert run(trail, "--on-conflict", "guess")[0] != 0
    assert not Roadmap.objects.exists()


def test_a_folder_is_searched_and_what_is_no_roadmap_is_counted(trail: Path) -> None:
    (trail.parent / "README.md").write_text("# No roadmap")
    (trail.parent / ".github").mkdir()
    code, out, _ = run(trail.parent)
    assert (code, out[-2]) == (0, "1 roadmap, 1 node, 2 topics, 0 links. 2 files skipped.")


def test_warnings_are_told_and_stop_nothing(trail: Path) -> None:
    trail.write_text(TRAIL.format(title="Trail") + "        dificulty: beginner\n")
    code, _, err = run(trail)
    assert code == 0
    assert err == [f"{trail}:9:9: warning: unknown key 'dificulty' (did you mean 'difficulty'?)"]
    assert run(trail, verbosity=0) == (0, [], [])


def test_one_broken_file_among_good_ones_stops_all(trail: Path) -> None:
    broken = trail.parent / "broken.yaml"
    broken.write_text("title: Broken\nnodes:\n  - description: No title.\n")
    before = freeze_content()
    code, out, err = run(trail.parent)
    assert (code, out) == (1, [])
    assert all(line.startswith(f"{broken}:") for line in err[:-1])
    assert err[-1] == f"{len(err) - 1} errors. Nothing written."
    assert freeze_content() == before


def test_a_missing_path(tmp_path: Path) -> None:
    code, _, err = run(tmp_path / "none.yaml")
    assert (code, err[-1]) == (1, "1 error. Nothing written.")
    assert err[:-1] == [f"{tmp_path / 'none.yaml'}:1:1: error: does not exist"]


@pytest.mark.parametrize("name", ["empty", "folder.yaml"])
def test_a_folder_without_roadmaps_and_a_folder_named_like_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    code, out, err = run(tmp_path / name)
    assert (code, out, len(err)) == (1, [], 2)


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    code, out, err = run(path)
    assert (code, out, len(err)) == (1, [], 2)


def test_a_site_that_changes_all_the_time_gives_up_with_a_clear_line(trail: Path) -> None:
    run(trail)
    trail.write_text(TRAIL.format(title="New"))
    with meddling(ATTEMPTS):
        code, _, err = run(trail)
    assert (code, err) == (1, ["The roadmap 'trail' was changed meanwhile. Nothing written. Run the import again."])
    assert Roadmap.objects.get().title == "Trail"
