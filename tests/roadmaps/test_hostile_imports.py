"""Imports of input that was made wrong: nothing of it reaches a table, and no mark is lost by what does."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command

from accounts.models import User
from progress.models import Mark
from roadmaps.documents.read import read_text
from roadmaps.models import ImportRun, Topic
from tests.factories import UserFactory
from tests.mutations import Seed, make_mutants

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "fixtures" / "roadmaps"
SEEDS = [Seed(file.name, file.read_bytes()) for file in sorted(SAMPLES.iterdir())[:3]]


def run_import(*arguments: object) -> tuple[int, str]:
    """Exit code and what is said at the end."""
    err = StringIO()
    try:
        call_command("import_roadmaps", *map(str, arguments), stdout=StringIO(), stderr=err, verbosity=0)
    except CommandError as error:
        return error.returncode, str(error)
    return 0, ""


def freeze_tables() -> dict[str, list[object]]:
    """Every row of every table of ours by table, but for the records of runs."""
    models = [model for app in ("accounts", "progress", "roadmaps") for model in apps.get_app_config(app).get_models()]
    return {
        model._meta.label: json.loads(serializers.serialize("json", model._default_manager.order_by("pk")))
        for model in models
        if model is not ImportRun
    }


@pytest.fixture
def learner(db: None) -> User:
    """Has a mark on every topic of three roadmaps."""
    person = UserFactory.create()
    assert run_import(*(SAMPLES / seed.name for seed in SEEDS)) == (0, "")
    Mark.objects.bulk_create(Mark(user=person, topic=topic, status="done") for topic in Topic.objects.all())
    return person


def test_a_folder_of_mutants_changes_no_row(learner: User, tmp_path: Path) -> None:
    for mutant in make_mutants(SEEDS, 300, 1_000):
        (tmp_path / mutant.name).write_bytes(mutant.data)
    before = freeze_tables()
    code, said = run_import(tmp_path, "--on-conflict", "take", "--prune")
    assert code == 1
    assert "Nothing written" in said
    assert freeze_tables() == before
    assert list(ImportRun.objects.values_list("outcome", flat=True)) == ["refused", "done"]


def test_mutants_without_an_error_lose_no_mark(learner: User, tmp_path: Path) -> None:
    """Each is what an editor may have done in a hurry. It is written, asked about or stopped, and never fails."""
    marks = list(Mark.objects.order_by("pk").values())
    topics = set(Topic.objects.values_list("pk", flat=True))
    codes: list[int] = []
    for mutant in make_mutants(SEEDS, 200, 1_001):
        stem = mutant.parents[0].name.partition(".")[0]
        if read_text(mutant.data, path=mutant.name, default_id=stem).document:
            file = tmp_path / f"{stem}.{mutant.name.rpartition('.')[2]}"
            file.write_bytes(mutant.data)
            code, said = run_import(file, "--on-conflict", "take")
            assert code in {0, 3, 4}, f"{said} {mutant}"
            codes.append(code)
    assert codes.count(0) > 5
    assert 4 in codes
    assert list(Mark.objects.order_by("pk").values()) == marks
    assert topics <= set(Topic.objects.values_list("pk", flat=True))
