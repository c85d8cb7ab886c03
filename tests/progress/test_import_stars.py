"""An import that makes topics the same: no mark moves, and the plan says whose numbers do."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from progress.models import Change, Mark
from progress.people import count_learners
from progress.queries import read_trail
from roadmaps.admin.imports.words import say_renumbered
from roadmaps.documents.read import read_text
from roadmaps.models import Roadmap, Topic
from roadmaps.sync.importing import Source, plan_import
from roadmaps.sync.report import make_report
from tests.factories import MarkFactory

pytestmark = pytest.mark.django_db

TEXT = """id: {key}
title: Roadmap {key}
description: All of it.
nodes:
  - id: one
    title: One
    topics:
      - id: algebra
        name: Algebra
{more}"""


def write(folder: Path, key: str, same_as: str | None = None) -> Path:
    path = folder / f"{key}.yaml"
    more = "" if same_as is None else f'        sameAs: "{same_as}"\n'
    path.write_text(TEXT.format(key=key, more=more))
    return path


def run(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_roadmaps", str(folder), *options, stdout=out, stderr=out, no_color=True)
    return out.getvalue()


@pytest.fixture
def walked(tmp_path: Path, learner: User, other_learner: User) -> Path:
    """Two roadmaps on the site; one learner did algebra in math, another in both."""
    for key in ("math", "ml"):
        write(tmp_path, key)
    run(tmp_path)
    for user, keys in ((learner, ["math"]), (other_learner, ["math", "ml"])):
        for topic in Topic.objects.filter(roadmap__key__in=keys):
            MarkFactory.create(user=user, topic=topic, status="done")
    return tmp_path


def test_the_plan_says_it_and_the_import_writes_no_mark(walked: Path, learner: User) -> None:
    write(walked, "ml", "math/algebra")
    line = '~ topic    algebra  sameAs empty -> "math/algebra"  1 learner\'s numbers change'
    assert line in [text.strip() for text in run(walked, "--dry-run").splitlines()]
    before = list(Mark.objects.order_by("id").values())
    run(walked)
    assert list(Mark.objects.order_by("id").values()) == before
    assert not Change.objects.exists()
    assert read_trail(learner, Roadmap.objects.get(key="ml")).meter.percent == 100
    write(walked, "ml", "")
    line = '~ topic    algebra  sameAs "math/algebra" -> empty  1 learner\'s numbers change'
    assert line in [text.strip() for text in run(walked, "--dry-run").splitlines()]


def test_nothing_is_said_where_nobody_did_it(walked: Path) -> None:
    Mark.objects.all().delete()
    write(walked, "ml", "math/algebra")
    assert "numbers change" not in run(walked, "--dry-run")


def test_what_leads_nowhere_is_warned_of_and_imported(walked: Path) -> None:
    write(walked, "ml", "math/none")
    said = run(walked)
    assert "ml.yaml:10:17: warning: `sameAs` names 'math/none', and there is no such topic" in said
    assert Topic.objects.get(roadmap__key="ml").same_as == "math/none"


def test_the_report_counts_them(walked: Path) -> None:
    document = read_text(write(walked, "ml", "math/algebra").read_text(), path="ml.yaml").document
    assert document
    planned = plan_import([Source("ml.yaml", document)], count_learners=count_learners)
    [change] = make_report(planned.plans, planned.learners)[0]["changes"]
    assert (change["field"], change["after"], change["numbersChange"]) == ("sameAs", "math/algebra", 1)


def test_a_renamed_centre_is_found_under_its_new_name(walked: Path) -> None:
    path = write(walked, "math")
    path.write_text(path.read_text().replace("id: algebra", "id: linear\n        aliases: [algebra]"))
    write(walked, "ml", "math/linear")
    assert "1 learner's numbers change" in run(walked, "--dry-run")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, ""), (1, "the numbers of 1 learner change"), (7, "the numbers of 7 learners change")],
)
def test_in_words_for_editors(number: int, said: str) -> None:
    assert say_renumbered(number) == said
