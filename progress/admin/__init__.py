"""Progress in Django's admin: marks to look at, reports to settle."""

from progress.admin.marks import ChangeAdmin, MarkAdmin
from progress.admin.reports import ReportAdmin

__all__ = ["ChangeAdmin", "MarkAdmin", "ReportAdmin"]
