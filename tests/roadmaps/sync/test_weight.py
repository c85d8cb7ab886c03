from __future__ import annotations

from dataclasses import replace

import pytest

from roadmaps.models import ImportedDocument, Link, Node, Roadmap, Topic
from roadmaps.sync.importing import Source, plan_import, run_import
from roadmaps.sync.weight import count_rows
from tests.roadmaps.sync.samples import link, node, roadmap, topic

TOPIC = topic("a", links=(link("one"), link("two")), references=(link("three"),))
DOCUMENT = roadmap(node("maths", TOPIC, topic("b"), topic("c")), node("code"))


@pytest.mark.django_db
def test_of_a_new_roadmap_it_is_the_rows_there_are_afterwards() -> None:
    imported = run_import([Source("trail.yaml", DOCUMENT)])
    rows = sum(model._default_manager.count() for model in (Roadmap, Node, Topic, Link, ImportedDocument))
    assert count_rows(imported.plans) == rows == 10


@pytest.mark.django_db
def test_of_changes_it_is_what_they_touch() -> None:
    run_import([Source("trail.yaml", DOCUMENT)])
    assert count_rows(plan_import([Source("trail.yaml", DOCUMENT)]).plans) == 0
    changed = replace(TOPIC, duration="1 day", description="New.", links=(link("one"),))
    file = roadmap(node("maths", changed, topic("c"), topic("b")), node("code"))
    # roadmap, document; three topics whose places are written, a among them; links of a before and after
    assert count_rows(plan_import([Source("trail.yaml", file)]).plans) == 2 + 3 + 3
