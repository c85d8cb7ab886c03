"""Reads of progress, shaped for a page. Each says how many queries it makes."""

from progress.queries.people import Guest, Person, person_of
from progress.queries.readings import read_trail
from progress.queries.trails import (
    check_visible,
    get_visible_roadmap,
    get_visible_topic,
    is_editor,
    list_my_roadmaps,
    may_see,
    read_topic_trail,
    read_trails,
)

__all__ = [
    "Guest",
    "Person",
    "check_visible",
    "get_visible_roadmap",
    "get_visible_topic",
    "is_editor",
    "list_my_roadmaps",
    "may_see",
    "person_of",
    "read_topic_trail",
    "read_trail",
    "read_trails",
]
