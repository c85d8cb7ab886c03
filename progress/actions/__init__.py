"""Every write of progress. Nothing else may change what a person has done, and nothing here changes content.

Each public function is one transaction, and returns what it did; every mark it moves gets a line of history.
"""

from progress.actions.marks import NotDoneError, Undone, flag_topic, mark_topic, mark_topics, reset_place, undo_batch
from progress.actions.moves import Moved, UnknownStatusError, check_status
from progress.actions.people import reset, set_states, undo
from progress.actions.visits import FullVisitError

__all__ = [
    "FullVisitError",
    "Moved",
    "NotDoneError",
    "Undone",
    "UnknownStatusError",
    "check_status",
    "flag_topic",
    "mark_topic",
    "mark_topics",
    "reset",
    "reset_place",
    "set_states",
    "undo",
    "undo_batch",
]
