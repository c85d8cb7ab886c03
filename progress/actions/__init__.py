"""Every write of progress. Nothing else may change what a person has done, and nothing here changes content.

Each public function is one transaction, and returns what it did; every mark it moves gets a line of history.
"""

from progress.actions.marks import Undone, UnknownStatusError, check_status, mark_topic, reset_roadmap, undo_batch

__all__ = ["Undone", "UnknownStatusError", "check_status", "mark_topic", "reset_roadmap", "undo_batch"]
