"""What `import_roadmaps` answers: exit codes, the plan as JSON, and what it says about a run that was stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from roadmaps.management.commands import import_roadmaps
from roadmaps.models import FormerKey, ImportRun, Roadmap, Topic
from tests.factories import MarkFactory, UserFactory
from tests.roadmaps.runs import freeze_content, held_elsewhere, run

pytestmark = pytest.mark.django_db

Outcome = ImportRun.Outcome
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a roadmap with these topics, given as lines of YAML each, and gives its path."""

    def write_file(*topics: str, name: str = "trail", title: str = "Trail") -> Path:
        path = tmp_path / f"{name}.yaml"
        head = f"title: {title}\ndescription: Where it leads.\nnodes:\n  - id: maths\n    title: Maths\n    topics:\n"
        path.write_text(head + "".join(f"      - {{{topic}}}\n" for topic in topics))
        return path

    return write_file


@pytest.fixture
def busy(transactional_db: None) -> Iterator[None]:
    """Somebody else imports."""
    with held_elsewhere():
        yield


def ids(number: int) -> list[str]:
    return [f"id: topic-{index}, name: Topic {index}" for index in range(number)]


def read_json(*args: object) -> tuple[int, dict[str, Any], list[str]]:
    code, out, err = run(*args, "--format", "json")
    return code, json.loads("\n".join(out)), err


class TestExitCodes:
    def test_done_and_nothing_to_do(self, write: Write) -> None:
        path = write(*ids(1))
        assert run(path)[0] == 0
        assert run(path)[0] == 0
        assert list(ImportRun.objects.values_list("outcome", flat=True)) == [Outcome.UNCHANGED, Outcome.DONE]

    def test_an_open_question_is_3_and_an_answer_settles_it(self, write: Write) -> None:
        run(write("name: Limits", "name: Sums"))
        path = write("name: Limits and series", "name: Sums")
        before = freeze_content()
        code, out, err = run(path)
        assert (code, freeze_content()) == (3, before)
        question = "  ? topic    limits-and-series  new, or the same topic as limits?"
        assert [line for line in out if line.startswith(question)] == [out[3]]
        advice = (
            "Say which thing of the site each one is: add its `id:` or `aliases:` to the file, or pass --as-new KEY "
            "for one that is new."
        )
        assert err == [f"{out[-1]} {advice}"]
        code, out, _ = run(path, "--as-new", "other", "trail/limits-and-series")
        assert (code, out[-1]) == (0, "1 added, 1 retired. Written.")

    def test_keys_that_are_new_may_be_given_one_by_one(self, write: Write) -> None:
        run(write("name: Limits", "name: Sums", "name: Proofs"))
        path = write("name: Series", "name: Products", "name: Proofs")
        assert run(path, "--as-new", "series")[0] == 3
        assert run(path, "--as-new", "series", "--as-new", "products")[0] == 0

    def test_the_guard_is_4_and_only_the_exact_number_passes_it(self, write: Write) -> None:
        run(write(*ids(10)))
        path = write(*ids(7))
        before = freeze_content()
        code, out, err = run(path)
        assert (code, out[-1], freeze_content()) == (4, "3 retired. Nothing written.", before)
        assert err == ["This would retire 3 topics. Nothing written. If that is meant, pass --allow-retire 3."]
        assert run(path, "--allow-retire", "2")[0] == run(path, "--allow-retire", "4")[0] == 4
        assert (run(path, "--allow-retire", "3")[0], Topic.objects.filter(retired=True).count()) == (0, 3)

    def test_the_guard_says_how_many_have_marks(self, write: Write, learner: User) -> None:
        run(write(*ids(10)))
        MarkFactory.create(user=learner, topic=Topic.objects.get(key="topic-8"), status="done")
        message = "This would retire 3 topics, 1 of them with marks of learners. Nothing written."
        assert run(write(*ids(7)))[2] == [f"{message} If that is meant, pass --allow-retire 3."]

    @pytest.mark.django_db(transaction=True)
    def test_another_import_is_5(self, write: Write, busy: None) -> None:
        path = write(*ids(1))
        code, out, err = run(path)
        assert (code, out) == (5, [])
        assert err == ["Another import is running. Nothing written. Try again when it is done, or pass --wait SECONDS."]
        assert run(path, "--wait", "0.2")[0] == 5
        assert run(path, "--dry-run")[0] == 0
        assert ImportRun.objects.filter(outcome=Outcome.BUSY).count() == 2
        assert not Roadmap.objects.exists()

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--on-conflict", "guess"],
            ["--allow-retire", "-1"],
            ["--allow-retire", "few"],
            ["--wait", "-1"],
            ["--wait", "nan"],
            ["--format", "xml"],
        ],
    )
    def test_usage_is_2(self, write: Write, arguments: list[str]) -> None:
        command = import_roadmaps.Command(stdout=StringIO(), stderr=StringIO())
        with pytest.raises(SystemExit) as caught:
            command.run_from_argv(["manage.py", "import_roadmaps", str(write(*ids(1))), *arguments])
        assert caught.value.code == 2
        assert not ImportRun.objects.exists()

    @pytest.mark.parametrize(
        ("argument", "message"),
        [
            ("--detailed-exitcode", "--detailed-exitcode goes with --dry-run."),
            ("--prune", "--prune goes with a folder: none of the paths is one."),
        ],
    )
    def test_usage_that_does_not_fit_is_2(self, write: Write, argument: str, message: str) -> None:
        assert run(write(*ids(1)), argument) == (2, [], [message])
        assert not ImportRun.objects.exists()

    def test_changes_to_come_are_10(self, write: Write) -> None:
        code, data, err = read_json(write(*ids(1)), "--dry-run", "--detailed-exitcode")
        assert (code, data["exit_code"], data["outcome"], err) == (10, 10, "pending", [])

    def test_a_dry_run_that_is_stopped_says_so(self, write: Write) -> None:
        run(write(*ids(10)))
        assert run(write(*ids(7)), "--dry-run", "--detailed-exitcode")[0] == 4
        (write(*ids(7)).parent / "broken.yaml").write_text("nodes: 1\n")
        assert run(write(*ids(7)).parent, "--dry-run")[0] == 1
        assert ImportRun.objects.count() == 1


class TestPrune:
    def test_a_roadmap_whose_file_is_gone_is_archived_and_comes_back(self, write: Write) -> None:
        one, two = write(*ids(1), name="one"), write(*ids(1), name="two")
        run(one.parent)
        two.rename(two.with_suffix(".off"))
        assert run(one.parent)[0] == 0
        assert Roadmap.objects.get(key="two").status == "published"
        code, out, _ = run(one.parent, "--prune")
        assert (code, out[-2:]) == (0, ["1 file unchanged since its last import.", "1 archived. Written."])
        assert Roadmap.objects.get(key="two").status == "archived"
        two.with_suffix(".off").rename(two)
        assert run(one.parent, "--prune")[0] == 0
        assert Roadmap.objects.get(key="two").status == "published"


class TestKnownFiles:
    def test_what_was_edited_on_the_site_is_read_again(self, write: Write) -> None:
        path = write(*ids(1))
        run(path)
        Roadmap.objects.update(revision=2, title="Mine")
        assert run(path)[1][0] == "roadmap trail   trail.yaml"

    def test_two_are_counted(self, write: Write) -> None:
        write(*ids(1), name="one")
        folder = write(*ids(1), name="two").parent
        run(folder)
        assert run(folder)[1] == ["2 files unchanged since their last import.", "0 changes. Nothing written."]

    def test_no_new_file_takes_a_key_that_a_known_one_had(self, write: Write) -> None:
        run(write(*ids(1), name="old"))
        old = write(*ids(1), name="old")
        new = old.with_name("new.yaml")
        new.write_text(old.read_text() + "aliases: [old]\n")
        old.unlink()
        run(new)
        assert FormerKey.objects.get().key == "old"
        write(*ids(1), name="old", title="Another")
        before = freeze_content()
        assert (run(new.parent)[0], freeze_content()) == (1, before)


class TestJson:
    def test_the_shape_is_a_promise(self, write: Write, tmp_path: Path) -> None:
        path = write("id: limits, name: Limits", "id: sums, name: Sums")
        code, data, err = read_json(path)
        assert data == {
            "schema_version": 1,
            "outcome": "done",
            "exit_code": 0,
            "dry_run": False,
            "written": True,
            "message": "4 added. Written.",
            "run": ImportRun.objects.get().pk,
            "files": {"read": 1, "unchanged": 0, "skipped": 0},
            "problems": [],
            "counts": {"add": 4},
            "learners": 0,
            "guard": None,
            "roadmaps": [
                {
                    "key": "trail",
                    "path": str(path),
                    "new": True,
                    "changes": [
                        added("roadmap", "trail", after="Trail"),
                        added("node", "maths", after="Maths"),
                        added("topic", "limits", node="maths", after="Limits"),
                        added("topic", "sums", node="maths", previous="limits", after="Sums"),
                    ],
                }
            ],
        }
        assert (code, err) == (0, [])

    def test_problems_are_in_it_and_for_people_on_stderr(self, write: Write) -> None:
        path = write("name: Sums, dificulty: hard")
        code, data, err = read_json(path, "--dry-run")
        assert (code, err) == (0, [f"{path}:7:22: warning: unknown key 'dificulty' (did you mean 'difficulty'?)"])
        assert data["problems"] == [
            {
                "path": str(path),
                "line": 7,
                "column": 22,
                "severity": "warning",
                "code": "unknown-key",
                "message": "unknown key 'dificulty'",
                "hint": "did you mean 'difficulty'?",
            }
        ]

    def test_errors_are_in_it(self, tmp_path: Path) -> None:
        code, data, err = read_json(tmp_path / "none.yaml")
        assert (code, data["outcome"], data["written"], data["message"]) == (
            1, "refused", False, "1 error. Nothing written."
        )  # fmt: skip
        assert [problem["message"] for problem in data["problems"]] == ["does not exist"]
        assert (data["counts"], data["roadmaps"], data["guard"]) == ({}, [], None)
        assert err[-1] == "1 error. Nothing written."

    def test_the_guard_is_in_it(self, write: Write) -> None:
        run(write(*ids(10)))
        code, data, _ = read_json(write(*ids(7)), "--dry-run")
        assert (code, data["dry_run"], data["run"]) == (4, True, None)
        assert data["guard"] == {"retired": 3, "marked": 0, "roadmaps": ["trail"]}

    def test_learners_are_in_it(self, write: Write) -> None:
        run(write(*ids(2)))
        for _ in range(3):
            MarkFactory.create(user=UserFactory.create(), topic=Topic.objects.get(key="topic-1"), status="done")
        _, data, _ = read_json(write(*ids(1)), "--dry-run")
        assert data["learners"] == 3
        assert data["roadmaps"][0]["changes"] == [
            {"act": "retire", "thing": "topic", "key": "topic-1", "spot": "topic/topic-1///", "learners": 3}
        ]

    def test_all_of_it_is_ascii(self, write: Write) -> None:
        out = run(write("id: a, name: Ärger"), "--format", "json")[1]
        assert "\n".join(out).isascii()


def added(thing: str, key: str, **values: str) -> dict[str, str]:
    return {"act": "add", "thing": thing, "key": key, "spot": f"{thing}/{key}///", **values}
