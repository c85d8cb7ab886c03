"""What a person has done. The only app that knows both people and content."""

from progress.models.bookmarks import Bookmark
from progress.models.finishes import Finish
from progress.models.marks import Cause, Change, Mark, MarkQuerySet, Reason, Status, is_outdated
from progress.models.notes import Note, OwnLink
from progress.models.partings import Parting
from progress.models.reports import Report
from progress.models.ticks import Tick
from progress.models.walks import Walk

__all__ = [
    "Bookmark",
    "Cause",
    "Change",
    "Finish",
    "Mark",
    "MarkQuerySet",
    "Note",
    "OwnLink",
    "Parting",
    "Reason",
    "Report",
    "Status",
    "Tick",
    "Walk",
    "is_outdated",
]
