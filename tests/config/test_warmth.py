"""What a server loads before it has workers is nothing that a first request has to load."""

from __future__ import annotations

import pytest
from django.template import autoreload
from django.template.base import Template
from django.template.loader import get_template
from django.test import Client
from django.urls import clear_url_caches, get_resolver

from config.warmth import list_templates, load_what_pages_need
from tests.factories import TopicFactory


@pytest.fixture
def cold() -> None:
    """As in a process that has just begun."""
    clear_url_caches()
    autoreload.reset_loaders()


def test_no_template_is_compiled_for_a_page(cold: None, guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = TopicFactory.create()
    load_what_pages_need()
    compiled: list[str | None] = []
    compile_nodelist = Template.compile_nodelist

    def watch(template: Template) -> object:
        compiled.append(template.name)
        return compile_nodelist(template)

    monkeypatch.setattr(Template, "compile_nodelist", watch)
    addresses = ["/", "/roadmaps/", topic.roadmap.get_absolute_url(), topic.get_absolute_url()]
    assert [guest.get(address).status_code for address in addresses] == [200] * 4
    assert compiled == []

    autoreload.reset_loaders()
    get_template("front.html")
    assert compiled == ["front.html"]  # what is watched for does happen without


def test_addresses_are_known_by_name_in_each_language(cold: None) -> None:
    resolver = get_resolver()
    assert resolver._reverse_dict == {}  # Django's own memory of them
    load_what_pages_need()
    assert set(resolver._reverse_dict) == {"en", "de"}


def test_every_template_of_ours_is_named() -> None:
    names = list_templates()
    assert {"base.html", "503.html", "sitemap.xml"} <= set(names)
    assert len(names) == len(set(names)) > 100
