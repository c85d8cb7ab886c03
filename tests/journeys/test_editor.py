"""An editor curates in the admin, and learners see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from roadmaps.models import Link, Roadmap
from tests.journeys.hands import TRAIL, expect_status, find_way, open_topic, sign_in, topic_path

pytestmark = pytest.mark.journey

FIXED = "https://example.org/calculus"


def test_a_link_fixed_in_the_admin_is_what_the_learner_sees(
    visit: Callable[..., Page], roadmap: Roadmap, learner: User, editor: User
) -> None:
    reader = visit(signed_in=learner)
    reader.goto(TRAIL)
    find_way(reader, "calculus").click()
    expect_status(reader, "calculus", "done")

    fix_link(visit(), editor)

    reader.reload()
    expect_status(reader, "calculus", "done")
    open_topic(reader, "calculus", "Calculus")
    expect(reader.locator(".links a")).to_have_count(1)
    expect(reader.locator(".links a")).to_have_attribute("href", FIXED)


def fix_link(page: Page, editor: User) -> None:
    """From the topic's page to its form in the admin and back."""
    page.goto(f"/accounts/login/?next={topic_path('calculus')}")
    sign_in(page, editor.email)
    page.get_by_role("link", name="Edit this topic").click()
    expect(page.locator("#id_name")).to_have_value("Calculus")
    page.locator('input[name$="-url"]').first.fill(FIXED)
    page.locator('input[name="_save"]').click()
    expect(page.locator(".messagelist .success")).to_contain_text("Calculus")
    assert list(Link.objects.filter(topic__key="calculus").values_list("url", flat=True)) == [FIXED]
