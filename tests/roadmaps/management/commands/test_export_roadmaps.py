"""`export_roadmaps`: what the site says, as files that can be imported, pinned and exported again without a change."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from roadmaps.documents.files import read_all
from roadmaps.management.commands import export_roadmaps
from roadmaps.models import Link, Node, Roadmap, Topic
from roadmaps.sync.importing import Import, Source, run_import
from tests.factories import NodeFactory, RoadmapFactory, TopicFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[4]
REAL = ROOT / "tests" / "data" / "machine-learning.md"

ROPE = """\
title: Rope work
id: rope
description: All about rope.
tags:
  - sea
  - craft
nodes:
  - id: start
    title: Start
    description: Where *all* begin.
    topics:
      - id: knots
        name: Knots
        description: Tie it. Untie it.
        duration: "2 hours"
      - id: splices
        name: Splices
        difficulty: advanced
        optional: true
  - id: ship
    title: Ship
    url: https://www.e.org/ship
    dependsOn:
      - start
    topics:
      - id: rigging
        name: Rigging
        difficulty: intermediate
        duration: "1-2 hours"
      - id: sails
        name: Sails
"""


def run_export(*arguments: Path | str, **options: int) -> str:
    out = StringIO()
    call_command("export_roadmaps", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def fail_export(*arguments: Path | str) -> tuple[str, int]:
    with pytest.raises(CommandError) as caught:
        run_export(*arguments)
    return str(caught.value), caught.value.returncode


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


class TestToAFolder:
    def test_every_roadmap_whatever_its_status(self, rope: Roadmap, tmp_path: Path) -> None:
        Roadmap.objects.update(status="draft")
        RoadmapFactory.create(key="日本語", title="日本語", status="archived")
        to = tmp_path / "made" / "here"

        said = run_export("--to", to)

        assert said == f"{to}/rope.yaml: written\n{to}/日本語.yaml: written\n2 files written, 0 unchanged.\n"
        assert read_files(to) == {
            "rope.yaml": ROPE.replace("nodes:\n", "status: draft\nnodes:\n", 1).encode(),
            "日本語.yaml": (
                "title: 日本語\nid: 日本語\ndescription: Where it leads.\nstatus: archived\nnodes: []\n".encode()
            ),
        }

    def test_only_what_differs_is_written(self, rope: Roadmap, tmp_path: Path) -> None:
        RoadmapFactory.create(key="bread")
        other = tmp_path / "mine.yaml"
        other.write_text("mine")
        run_export("--to", tmp_path)
        before = (tmp_path / "rope.yaml").stat()
        Roadmap.objects.filter(key="bread").update(title="Bread")

        assert run_export("--to", tmp_path) == (
            f"{tmp_path}/bread.yaml: written\n{tmp_path}/rope.yaml: unchanged\n1 file written, 1 unchanged.\n"
        )

        assert (tmp_path / "rope.yaml").stat().st_ino == before.st_ino
        assert read_files(tmp_path).keys() == {"bread.yaml", "mine.yaml", "rope.yaml"}
        assert other.read_text() == "mine"

    def test_those_that_are_named(self, rope: Roadmap, tmp_path: Path) -> None:
        RoadmapFactory.create(key="bread")
        assert run_export("ROPE", "rope", "--to", tmp_path, verbosity=0) == ""
        assert read_files(tmp_path) == {"rope.yaml": ROPE.encode()}

    def test_a_site_without_roadmaps(self, tmp_path: Path) -> None:
        assert run_export("--to", tmp_path / "none") == "0 files written, 0 unchanged.\n"

    def test_an_unknown_one_stops_all(self, rope: Roadmap, tmp_path: Path) -> None:
        assert fail_export("rope", "rpoe", "\x1b[1m", "--to", tmp_path / "none") == (
            "No roadmap is 'rpoe', did you mean 'rope'. No roadmap is '\\x1b[1m'. Nothing written.",
            1,
        )
        assert not (tmp_path / "none").exists()

    def test_a_place_that_is_no_folder(self, rope: Roadmap, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("mine")
        assert fail_export("--to", file) == (f"Cannot write: [Errno 17] File exists: '{file}'.", 1)
        assert file.read_text() == "mine"

    def test_a_full_disk(self, rope: Roadmap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        (tmp_path / "rope.yaml").write_text("before")
        monkeypatch.setattr(os, "fsync", fail)
        assert fail_export("--to", tmp_path) == ("Cannot write: [Errno 28] No space left on device.", 1)
        assert read_files(tmp_path) == {"rope.yaml": b"before"}

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, tmp_path: Path, number: int) -> None:
        for _ in range(number):
            TopicFactory.create(node=NodeFactory.create())
        # 1 keys  2 roadmaps with what was imported  3 nodes  4 topics  5 links  6 former keys
        with count_queries(6):
            run_export("--to", tmp_path)

    def test_many_are_read_in_parts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        keys = [RoadmapFactory.create().key for _ in range(5)]
        monkeypatch.setattr(export_roadmaps, "CHUNK", 2)
        run_export("--to", tmp_path)
        assert list(read_files(tmp_path)) == [f"{key}.yaml" for key in keys]


class TestToStdout:
    def test_one_roadmap_and_nothing_else(self, rope: Roadmap) -> None:
        assert run_export("--stdout") == ROPE
        RoadmapFactory.create(key="bread")
        assert run_export("--stdout", "rope", verbosity=0) == ROPE

    def test_several_are_no_document(self, rope: Roadmap) -> None:
        RoadmapFactory.create(key="bread")
        message = "--stdout prints one roadmap, not 2. Name one, or write them --to a folder."
        assert fail_export("--stdout") == (message, 2)
        assert fail_export("--stdout", "rope", "bread") == (message, 2)

    def test_a_place_must_be_named_and_only_one(self, tmp_path: Path) -> None:
        assert fail_export()[0] == "Error: one of the arguments --to --stdout/--print is required"
        said = fail_export("--stdout", "--to", tmp_path)[0]
        assert said == "Error: argument --to: not allowed with argument --stdout/--print"


class TestRoundTrip:
    """The samples and the real file: imported, exported, pinned, imported, exported."""

    def test_no_run_changes_what_the_one_before_wrote(self, tmp_path: Path) -> None:
        import_files(ROOT / "fixtures" / "roadmaps", REAL)
        assert run_export("--to", tmp_path).endswith("11 files written, 0 unchanged.\n")
        first, rows = read_files(tmp_path), freeze_content()

        out = StringIO()
        call_command("pin_ids", str(tmp_path), stdout=out)
        assert out.getvalue() == "No id is missing.\n"
        call_command("check_roadmaps", str(tmp_path), stdout=StringIO())
        assert [operation for plan in import_files(tmp_path).plans for operation in plan.operations] == []

        assert freeze_content() == rows
        assert run_export("--to", tmp_path).endswith("0 files written, 11 unchanged.\n")
        assert read_files(tmp_path) == first


def import_files(*paths: Path) -> Import:
    batch = read_all(paths)
    assert [str(problem) for problem in batch.problems] == []
    return run_import([Source(each.path, each.document) for each in batch.readings if each.document])


def freeze_content() -> str:
    rows = [row for model in (Roadmap, Node, Topic, Link) for row in model._default_manager.order_by("pk")]
    return str(serializers.serialize("json", rows))
