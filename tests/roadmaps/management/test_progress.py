from __future__ import annotations

import sys
from io import StringIO

import pytest
from django.core.management.base import OutputWrapper
from rich.console import Console

from roadmaps.management.progress import PATIENCE, BarWatcher, LineWatcher, Watcher, watch_progress


class Clock:
    """Stands still until it is told otherwise. now: in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


class TestLines:
    def test_short_work_shows_nothing(self, clock: Clock) -> None:
        lines: list[str] = []
        watch = LineWatcher(lines.append, clock)
        for done in range(1, 1001):
            clock.now = done * 0.004
            watch("reading", done, 1000)
        assert lines == []

    def test_long_work_shows_ten_lines_of_a_stage_at_most(self, clock: Clock) -> None:
        lines: list[str] = []
        watch = LineWatcher(lines.append, clock)
        for done in range(1, 1001):
            clock.now += 1
            watch("reading", done, 1000)
        assert lines == [f"Reading: {hundred}00 of 1000" for hundred in range(1, 11)]

    def test_no_two_lines_come_within_five_seconds(self, clock: Clock) -> None:
        lines: list[str] = []
        watch = LineWatcher(lines.append, clock)
        for done in range(1, 11):
            clock.now += 2
            watch("planning", done, 10)
        assert lines == ["Planning: 3 of 10", "Planning: 6 of 10", "Planning: 9 of 10"]

    def test_each_stage_counts_anew(self, clock: Clock) -> None:
        lines: list[str] = []
        watch = LineWatcher(lines.append, clock)
        for stage in ("planning", "writing"):
            clock.now += 6
            watch(stage, 2, 2)
        watch.say("Mind the gap.")
        assert lines == ["Planning: 2 of 2", "Writing: 2 of 2", "Mind the gap."]


class TestBar:
    @pytest.fixture
    def screen(self) -> Screen:
        return Screen()

    @pytest.fixture
    def console(self, screen: Screen) -> Console:
        return Console(file=screen, width=80, color_system=None, force_terminal=True)

    def test_short_work_shows_nothing(self, console: Console, screen: Screen, clock: Clock) -> None:
        bar = BarWatcher(console, clock)
        bar("reading", 2, 2)
        bar.stop()
        assert screen.getvalue() == ""

    def test_long_work_shows_each_stage_and_how_far_it_is(self, console: Console, screen: Screen, clock: Clock) -> None:
        bar = BarWatcher(console, clock)
        clock.now = PATIENCE
        bar("reading", 300, 1000)
        bar("planning", 1, 20)
        bar("planning", 2, 20)
        bar.stop()
        shown = screen.getvalue()
        assert [text for text in ("Reading", " 300/1000", "Planning", " 2/20") if text not in shown] == []

    def test_what_is_said_stands_above_it_as_it_is(self, console: Console, screen: Screen, clock: Clock) -> None:
        line = "[bold]no markup[/bold] " + "long " * 40
        bar = BarWatcher(console, clock)
        bar.say(line)
        assert screen.getvalue() == f"{line}\n"


class TestChoice:
    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> Screen:
        monkeypatch.setenv("TERM", "xterm")
        return Screen()

    def test_a_terminal_gets_a_bar(self, terminal: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", terminal)
        with watch_progress(OutputWrapper(terminal)) as watch:
            assert type(watch) is BarWatcher
            watch("reading", 1, 2)

    def test_a_terminal_that_cannot_go_back_gets_lines(self, terminal: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "dumb")
        with watch_progress(OutputWrapper(terminal)) as watch:
            assert type(watch) is LineWatcher

    def test_a_file_gets_lines_even_if_colours_are_forced(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        with watch_progress(OutputWrapper(StringIO())) as watch:
            assert type(watch) is LineWatcher

    def test_the_silent_get_only_what_is_said(self, terminal: Screen) -> None:
        with watch_progress(OutputWrapper(terminal), silent=True) as watch:
            assert type(watch) is Watcher
            watch("reading", 1, 2)
            watch.say("Mind the gap.")
        assert terminal.getvalue() == "Mind the gap.\n"
