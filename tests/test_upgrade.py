"""A site of an earlier version, upgraded to this one, has lost nothing, and works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_django import DjangoDbBlocker

from tests.data.make_site import PASSWORD, WALKS
from tests.operation.backups.places import manage, run_python
from tests.upgrades.rows import Site, find_blanks, find_losses, read_site
from tests.upgrades.sites import DATA, VERSIONS, copy_site, earlier_site

ADA = "ada@example.org"
RECORDS = {"roadmaps_importeddocument", "roadmaps_importrun", "roadmaps_rundocument"}


@dataclass(frozen=True, slots=True)
class Upgraded:
    """`before` and `after` the migrations; the tests look at copies of the database, so that it stays as it is."""

    address: str
    before: Site
    after: Site


@pytest.fixture(scope="module", params=VERSIONS)
def upgraded(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Upgraded]:
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), earlier_site(request.param, folder) as address:
        before = read_site(address)
        done = manage("migrate", "--verbosity", "0", address=address)
        assert (done.returncode, done.stderr) == (0, "")
        yield Upgraded(address, before, read_site(address))


def test_a_site_of_each_kind_is_kept_of_each_version() -> None:
    kept = sorted(file.name.removeprefix("site-") for file in DATA.glob("site-*"))
    assert kept == sorted(f"{version}.{kind}" for version in VERSIONS for kind in ("sqlite3", "pg.sql"))


def test_every_row_of_every_table_says_what_it_said(upgraded: Upgraded) -> None:
    assert find_blanks(upgraded.before) == []
    assert len(upgraded.before["progress_mark"]) == sum(len(walk) for walk in WALKS.values())
    assert find_losses(upgraded.before, upgraded.after) == []


def test_a_learner_comes_back_finds_every_mark_and_sets_one(upgraded: Upgraded) -> None:
    site = copy_site(upgraded.address, "visited")
    words = ("tests/upgrades/visit.py", ADA, PASSWORD, "machine-learning", "math-for-ml", "probability-statistics")

    done = run_python(*words, address=site)

    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    assert seen["codes"] == [302, 302]
    marked = {key: status for key, status in seen["before"].items() if status != "todo"}
    assert marked == {key: status for key, (status, _) in WALKS[ADA].items()}
    assert seen["after"] == seen["before"] | {"probability-statistics": "done"}


def test_the_file_of_an_upgraded_site_changes_no_content_and_nothing_of_a_learner(upgraded: Upgraded) -> None:
    site = copy_site(upgraded.address, "imported")
    for _ in range(2):
        done = manage("import_roadmaps", "tests/data/machine-learning.md", address=site)
        assert (done.returncode, done.stderr) == (0, "")
        assert "0 changes" in done.stdout
    assert find_losses(pick_kept(upgraded.after), pick_kept(read_site(site))) == []


def pick_kept(site: Site) -> Site:
    """All but what an import writes about itself."""
    return {table: rows for table, rows in site.items() if table not in RECORDS}
