"""The last answers, kept in the process: bounded, the longest unused leaves first. Safe between threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Lately(Generic[Key, Value]):
    """At most `most` values by key."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: OrderedDict[Key, Value] = OrderedDict()
        self.lock = Lock()

    def find(self, key: Key) -> Value | None:
        return self.find_each([key])[0]

    def find_each(self, keys: Sequence[Key]) -> list[Value | None]:
        """As `find`, for many keys in their order."""
        values = self.values
        with self.lock:
            found = [values.get(key) for key in keys]
            for key, value in zip(keys, found, strict=True):
                if value is not None:
                    values.move_to_end(key)
        return found

    def keep(self, key: Key, value: Value) -> Value:
        with self.lock:
            self.values[key] = value
            self.values.move_to_end(key)
            while len(self.values) > self.most:
                self.values.popitem(last=False)
        return value

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The kept value, else a new one; two threads that ask at once may both make it."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def clear(self) -> None:
        with self.lock:
            self.values.clear()
