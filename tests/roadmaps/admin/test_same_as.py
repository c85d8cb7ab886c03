"""A `sameAs` that makes no star, in the form of a topic."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import NodeFactory, TopicFactory
from tests.roadmaps.admin.pages import change_page, save_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("maths/nothing", [("`sameAs` names 'maths/nothing', and there is no such topic "
                           "(write roadmap/topic as their ids are, or import that roadmap too)")]),
        ("maths/linear", [("`sameAs` names 'maths/linear', which is itself the same as 'physics/vectors' "
                          "(let all of them name one topic that has no `sameAs`)")]),
        ("maths/calculus", []),
    ],
)  # fmt: skip
def test_a_name_that_makes_no_star_is_saved_and_told(desk: Client, named: str, said: list[str]) -> None:
    node = NodeFactory.create(roadmap__key="maths")
    TopicFactory.create(node=node, key="calculus")
    TopicFactory.create(node=node, key="linear", same_as="physics/vectors")
    topic = TopicFactory.create()

    messages = save_form(desk, change_page(topic), same_as=named)

    assert messages[:-1] == said
    topic.refresh_from_db()
    assert topic.same_as == named
