"""How far long work is: a bar on a terminal, a plain line now and then anywhere else. Short work shows nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 0.5
"""Seconds until a bar appears."""
PAUSE = 5.0
"""Seconds from one plain line to the next at least, and to the first."""
LINES = 10
"""Plain lines of one stage at most."""

Clock = Callable[[], float]


@contextmanager
def watch_progress(stream: OutputWrapper, *, silent: bool = False) -> Iterator[Watcher]:
    """Yields what is to be told of each step; a bar is gone again once the block is left.

    stream: the command's stderr, so that its stdout stays what was asked for; silent: only what is said is shown.
    """
    if silent:
        yield Watcher(stream.write)
    elif stream.isatty() and (console := Console(file=sys.stderr)).is_interactive:
        bar = BarWatcher(console)
        try:
            yield bar
        finally:
            bar.stop()
    else:
        yield LineWatcher(stream.write)


class Watcher:
    """Is told how far the work is, and of what cannot wait until it is done."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def __call__(self, stage: str, done: int, total: int) -> None:
        """stage: "reading", "planning" or "writing"; done, total: files or roadmaps."""

    def say(self, line: str) -> None:
        self._write(line)


class BarWatcher(Watcher):
    """A bar for the present stage, shown when the work takes longer than PATIENCE."""

    def __init__(self, console: Console, clock: Clock = time.monotonic) -> None:
        super().__init__(partial(console.print, markup=False, highlight=False, soft_wrap=True))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._task = self._bar.add_task("", total=None)
        self._stage = ""
        self._clock = clock
        self._begun = clock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._stage = stage
            self._bar.reset(self._task, total=total, description=stage.capitalize())
        self._bar.update(self._task, completed=done, total=total)
        if self._clock() - self._begun >= PATIENCE:
            self._bar.start()

    def stop(self) -> None:
        self._bar.stop()


class LineWatcher(Watcher):
    """Lines such as `Reading: 300 of 1000`, so few that a log stays readable."""

    def __init__(self, write: Callable[[str], object], clock: Clock = time.monotonic) -> None:
        super().__init__(write)
        self._clock = clock
        self._last = clock()
        self._stage = ""
        self._told = 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._stage, self._told = stage, 0
        now = self._clock()
        if now - self._last >= PAUSE and (done - self._told) * LINES >= total:
            self._last, self._told = now, done
            self.say(f"{stage.capitalize()}: {done} of {total}")
