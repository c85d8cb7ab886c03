"""An export says what differs from a new row, and what the last file said; importing it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.read import read_file, read_text
from roadmaps.documents.write import write_text
from roadmaps.models import FormerKey, Node, Roadmap, Topic
from roadmaps.sync.export import make_export, state_all
from roadmaps.sync.site import Memory, Site
from tests.roadmaps.documents.strategies import documents
from tests.roadmaps.sync.samples import as_site, bring, complete, link, look, node, roadmap, tell, topic

ROOT = Path(__file__).parents[3]
FILES = [ROOT / "tests" / "data" / "machine-learning.md", *sorted((ROOT / "fixtures" / "roadmaps").iterdir())]


def with_base(site: Site, base: RoadmapDoc) -> Site:
    return replace(site, memory=Memory(base=base))


def read_back(document: RoadmapDoc) -> RoadmapDoc:
    reading = read_text(write_text(document), path="export.yaml")
    assert reading.errors == ()
    assert reading.document is not None
    return reading.document


class TestWhatIsStated:
    def test_what_is_at_its_default_is_left_out(self) -> None:
        rows = roadmap(
            node("start", topic("knots", optional=True, links=(link("a"), link("b", paid=True))), topic("splices")),
            node("ship", depends_on=("start",)),
            status="draft",
        )
        assert make_export(as_site(rows)) == roadmap(
            node("start", topic("knots", optional=True, links=(link("a"), link("b", paid=True))), topic("splices")),
            node("ship", depends_on=("start",), topics=None),
            status="draft",
        )

    def test_what_the_last_file_said_stays_said(self) -> None:
        rows = roadmap(node("start", topic("knots", links=(link("a"),)), description="Edited"))
        base = roadmap(
            node(
                "start",
                topic("knots", optional=True, duration="", links=(link("a", paid=False),), references=()),
                description="",
            ),
            featured=False,
            body="It was long.",
        )
        assert make_export(with_base(as_site(rows), base)) == roadmap(
            node(
                "start",
                topic("knots", optional=False, duration="", links=(link("a", paid=False),), references=()),
                description="Edited",
            ),
            featured=False,
            body="",
        )

    def test_all_can_be_stated(self) -> None:
        rows = roadmap(node("start", topic("knots", links=(link("a"),))))
        stated = state_all(as_site(rows))
        [stage] = stated.nodes
        [knots] = stage.topics or ()
        assert (stated.aliases, stage.aliases, knots.aliases) == ((), (), ())
        assert replace(
            stated, aliases=None, nodes=(replace(stage, aliases=None, topics=(replace(knots, aliases=None),)),)
        ) == complete(rows)

    def test_what_is_retired_is_left_out(self) -> None:
        rows = roadmap(
            node("start", topic("knots"), topic("splices")),
            node("old", topic("tar")),
            node("ship", depends_on=("old", "start")),
        )
        assert make_export(as_site(rows, nodes=("old",), topics=("splices",))) == roadmap(
            node("start", topic("knots")), node("ship", depends_on=("start",), topics=None)
        )


class TestAliases:
    def test_all_former_keys(self) -> None:
        site = as_site(
            roadmap(node("start", topic("knots"))),
            formers=("rope", "ropes"),
            former_nodes={"begin": "start"},
            former_topics={"tying": "knots", "bends": "knots"},
        )
        assert make_export(site) == roadmap(
            node("start", topic("knots", aliases=("tying", "bends")), aliases=("begin",)), aliases=("rope", "ropes")
        )

    def test_those_of_the_last_file_come_first(self) -> None:
        """One that names nothing here may name something on another site that imports the file."""
        site = as_site(roadmap(node("start", topic("knots"))), former_topics={"tying": "knots", "bends": "knots"})
        base = roadmap(
            node("start", topic("knots", aliases=("elsewhere", "bends")), aliases=("there",)), aliases=("lines",)
        )
        assert make_export(with_base(site, base)) == roadmap(
            node("start", topic("knots", aliases=("elsewhere", "bends", "tying")), aliases=("there",)),
            aliases=("lines",),
        )

    def test_an_empty_list_stays_said(self) -> None:
        site = as_site(roadmap(node("start")))
        base = roadmap(node("start", aliases=()), aliases=())
        assert make_export(with_base(site, base)) == base

    def test_none_is_a_key_in_use_and_none_has_two_owners(self) -> None:
        site = as_site(
            roadmap(node("start", topic("knots"), topic("bends"))), formers=("trail",), former_topics={"tying": "bends"}
        )
        base = roadmap(
            node(
                "start",
                topic("knots", aliases=("bends", "tying", "both")),
                topic("bends", aliases=("tying", "both")),
            ),
            aliases=("trail",),
        )
        export = make_export(with_base(site, base))
        assert export == roadmap(
            node("start", topic("knots", aliases=("both",)), topic("bends", aliases=("tying",))), aliases=()
        )
        assert read_back(export) == export


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(base=documents(), rows=documents())
def test_an_export_is_a_file_that_says_the_site(base: RoadmapDoc, rows: RoadmapDoc) -> None:
    site = with_base(as_site(rows), base)
    export = make_export(site)
    assert read_back(export) == export
    assert drop_aliases(complete(export)) == drop_aliases(site.present)
    assert drop_aliases(complete(read_back(state_all(site)))) == drop_aliases(site.present)
    # what is imported from it is the base of the next one
    assert make_export(with_base(site, export)) == export


def drop_aliases(document: RoadmapDoc) -> RoadmapDoc:
    return replace(document, aliases=None, nodes=tuple(replace(node, aliases=None) for node in document.nodes))


@pytest.mark.django_db
class TestRoundTrip:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_an_import_of_an_export_changes_nothing(self, path: Path) -> None:
        document = read_file(path).document
        assert document is not None
        bring(document)
        before, export = look(document.key), make_export(look(document.key))
        assert export == with_ids(document)

        plan = bring(read_back(export))

        assert tell(plan) == []
        assert look(document.key).document == before.document
        assert look(document.key).revision == before.revision
        assert write_text(make_export(look(document.key))) == write_text(export)

    def test_edits_renames_and_retirements_come_along(self) -> None:
        bring(roadmap(node("start", topic("knots"), topic("splices")), node("ship", topic("sails"))))
        bring(
            roadmap(node("start", topic("bends", aliases=("knots",)), topic("splices")), node("ship", topic("sails")))
        )
        Topic.objects.filter(key="splices").update(retired=True)
        Topic.objects.filter(key="sails").update(optional=True, duration="2 hours")
        Node.objects.filter(key="ship").update(depends_on=["start"])
        export = make_export(look())
        assert export == roadmap(
            node("start", topic("bends", aliases=("knots",))),
            node("ship", topic("sails", optional=True, duration="2 hours"), depends_on=("start",)),
        )
        before = look()

        assert tell(bring(read_back(export))) == []

        assert look().document == before.document
        assert make_export(look()) == export

    def test_a_new_site_becomes_the_same(self) -> None:
        bring(roadmap(node("start", topic("knots", optional=True)), featured=True, body="Long."))
        Roadmap.objects.update(featured=False, body="", status="archived")
        export, before = make_export(look()), look()
        Topic.objects.all().delete()
        Roadmap.objects.all().delete()
        assert not FormerKey.objects.exists()

        bring(read_back(export))

        assert look().document == before.document
        assert make_export(look()) == export


def with_ids(document: RoadmapDoc) -> RoadmapDoc:
    nodes = (
        replace(node, id=node.key, topics=tuple(replace(topic, id=topic.key) for topic in node.topics or ()))
        for node in document.nodes
    )
    return replace(document, nodes=tuple(nodes))
