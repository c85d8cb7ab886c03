"""What things are called."""

from __future__ import annotations

from roadmaps.admin.imports.names import find_names
from roadmaps.sync.importing import Import
from roadmaps.sync.values import Thing
from tests.roadmaps.admin.imports.imports import imagine, imagine_new
from tests.roadmaps.sync.samples import node, roadmap, topic


def name(imported: Import) -> dict[tuple[str, str], str]:
    return {(thing.value, key): title for (thing, key), title in find_names(imported, imported.plans[0]).items()}


def test_what_is_new_is_called_as_the_file_calls_it() -> None:
    imported = imagine_new(roadmap(node("stage", topic("one", name="The first"), title="Stage")))

    assert name(imported) == {
        ("roadmap", "trail"): "Trail",
        ("node", "stage"): "Stage",
        ("topic", "one"): "The first",
    }


def test_what_exists_is_called_as_the_site_calls_it() -> None:
    site = roadmap(node("stage", topic("one", name="Old"), topic("two")))
    file = roadmap(node("stage", topic("one", name="New")), title="New trail")
    imported = imagine(site, site, file)

    names = find_names(imported, imported.plans[0])

    assert (names[Thing.TOPIC, "one"], names[Thing.TOPIC, "two"]) == ("Old", "Two")
    assert names[Thing.ROADMAP, "trail"] == "Trail"


def test_a_new_key_has_the_name_of_the_row() -> None:
    site = roadmap(node("stage", topic("one", name="Old")))
    imported = imagine(site, site, roadmap(node("stage", topic("uno", name="New", aliases=("one",)))))

    assert find_names(imported, imported.plans[0])[Thing.TOPIC, "uno"] == "Old"


def test_a_file_without_topics_names_none() -> None:
    imported = imagine_new(roadmap(node("stage", topics=None)))

    assert name(imported) == {("roadmap", "trail"): "Trail", ("node", "stage"): "Stage"}


def test_each_roadmap_has_its_own_names() -> None:
    one, other = imagine_new(roadmap(node("stage"))), imagine_new(roadmap(node("stage", title="Other"), id="other"))
    both = Import((*one.sources, *other.sources), (*one.plans, *other.plans))

    assert [find_names(both, plan)[Thing.NODE, "stage"] for plan in both.plans] == ["Stage", "Other"]
