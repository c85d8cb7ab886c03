"""What a message becomes on a page."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory


def render_toasts(*messages: Message) -> str:
    return render_to_string("_toasts.html", {"messages": messages}, request=RequestFactory().get("/roadmaps/"))


def test_a_message_with_a_batch_offers_to_undo_it(db: None) -> None:
    batch = uuid.uuid4()
    html = render_toasts(Message(constants.SUCCESS, "Calculus: done", extra_tags=f"undo-{batch}"))
    assert "<span>Calculus: done</span>" in html
    assert f'action="/undo/{batch}/"' in html


@pytest.mark.parametrize("tags", [None, "", "safe", "undo", "x undo-1"])
def test_any_other_message_is_only_said(db: None, tags: str | None) -> None:
    html = render_toasts(Message(constants.INFO, "Welcome", extra_tags=tags))
    assert "<span>Welcome</span>" in html
    assert "/undo/" not in html
