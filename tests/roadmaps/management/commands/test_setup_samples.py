from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from pytest_django import Settings

from roadmaps.models import Roadmap, Topic
from tests.factories import RoadmapFactory

pytestmark = pytest.mark.django_db


def test_an_empty_site_gets_every_sample() -> None:
    samples = {path.stem for path in (site.BASE_DIR / "fixtures" / "roadmaps").glob("*.yaml")}

    output = StringIO()

    call_command("setup_samples", stdout=output)

    assert output.getvalue().startswith(f"{len(samples)} roadmaps, ")
    assert output.getvalue().count("\n") == 2
    assert {roadmap.key for roadmap in Roadmap.objects.all()} == samples
    assert Topic.objects.count() >= 150


def test_a_site_with_a_roadmap_is_left_alone() -> None:
    roadmap = RoadmapFactory.create()
    output = StringIO()

    call_command("setup_samples", stdout=output)

    assert list(Roadmap.objects.all()) == [roadmap]
    assert output.getvalue() == "The site has roadmaps already (1): the samples were left out.\n"


def test_samples_that_cannot_be_imported_are_a_failure(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path

    with pytest.raises((CommandError, SystemExit)) as caught:
        call_command("setup_samples", stdout=StringIO(), stderr=StringIO())

    assert getattr(caught.value, "returncode", None) or getattr(caught.value, "code", None) == 1
    assert not Roadmap.objects.exists()
