"""While templates are being written, what was drawn from them is forgotten: runserver goes on running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.dispatch import receiver
from django.utils.autoreload import file_changed

from progress import outline
from progress.queries import catalogue


@receiver(file_changed, dispatch_uid="progress_forgets_what_was_drawn")
def forget_what_was_drawn(sender: Any, file_path: Path, **_kwargs: Any) -> None:
    """Answers nothing, so that a change of code still begins the server anew."""
    outline.forget()
    catalogue.forget()
