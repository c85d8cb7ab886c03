"""Imports as the command runs them, and what they leave alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection, connections

from roadmaps.models import ImportRun, RunDocument
from roadmaps.sync.lock import hold_import_lock


def run(*args: object, **options: Any) -> tuple[int, list[str], list[str]]:
    """Exit code, lines of output, lines of complaints."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("import_roadmaps", *map(str, args), stdout=out, stderr=err, **options)
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    except SystemExit as error:
        code = int(error.code or 0)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def freeze_content() -> str:
    """Every row of every table of ours but the records of imports, as text."""
    models = [model for app in ("accounts", "progress", "roadmaps") for model in apps.get_app_config(app).get_models()]
    kept = [model for model in models if model not in (ImportRun, RunDocument)]
    return "\n".join(serializers.serialize("json", model._default_manager.order_by("pk")) for model in kept)


@contextmanager
def held_elsewhere(seconds: float = 60) -> Iterator[threading.Thread]:
    """Another thread, with a connection of its own, holds the lock until the block ends, or so many seconds."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with hold_import_lock():
                held.set()
                done.wait(seconds)
        finally:
            connections["default"].close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    try:
        yield holder
    finally:
        done.set()
        holder.join()


@contextmanager
def failing(error: BaseException, *words: str) -> Iterator[None]:
    """Each statement that has all the words raises the error."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if all(word in sql for word in words):
            raise error
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield
