"""YAML text to a tree of texts, from the parser's events only.

No object is ever constructed, nothing is recursive, and what makes YAML dangerous or surprising is refused: anchors,
aliases, merge keys, tags, directives, a second document, keys twice, depth. Scalars stay the text that was typed.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

import yaml
from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent

from roadmaps.documents.lines import line as _
from roadmaps.documents.places import Problems
from roadmaps.documents.problem import Note, quote_short
from roadmaps.documents.syntax import explain_syntax
from roadmaps.documents.tree import NULLS, Mapping, Sequence, Tree, Void, position_of, text_of

MAX_DEPTH = 12
MAX_EVENTS = 500_000
MAX_FAULTS = 1_000

LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ODD_KEYS = NULLS | {"<<"}


class _StopError(Exception):
    """Reading on would be dangerous or pointless; the problem is told."""


def read_tree(text: str, problems: Problems, *, first_line: int = 1) -> Tree | None:
    """The one document in the text, None when there is none or it could not be read to its end.

    `first_line` is the line of the file on which the text begins.
    """
    text = "\n" * (first_line - 1) + text  # so that the parser counts the lines of the file
    try:
        return _Reader(text, problems).read_document()
    except yaml.YAMLError as error:
        (line, column), note = explain_syntax(error, text)
        if line > (last := text.count("\n")):  # the parser looks for more behind the end
            line, column = last, len(text) - text.rfind("\n") - 1
        problems.add_error((line + 1, column + 1), note)
    except _StopError:
        pass
    return None


def has_top_key(text: str, name: str) -> bool:
    """Whether the YAML text has this key at its top: in any style as far as it can be read, at the margin even where
    it cannot."""
    if re.search(rf"""^(["']?){re.escape(name)}\1[ \t]*:(?:\s|$)""", text, re.MULTILINE):
        return True
    try:
        return any(key == name for key in _read_top_keys(text))
    except yaml.YAMLError:
        return False  # reading the file tells it


def _read_top_keys(text: str) -> Iterator[str]:
    depth = 0
    is_key = True
    for event in islice(_parse_events(text), MAX_EVENTS):
        if depth == 1 and isinstance(event, yaml.NodeEvent):
            if is_key and isinstance(event, ScalarEvent):
                yield event.value
            is_key = not is_key
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return


def _parse_events(text: str) -> Iterator[yaml.Event]:
    return iter(LOADER(text).get_event, None)


class _Reader:
    """Takes events one by one; `open` are the collections that are not closed yet, the innermost last.

    All that is ever read passes through the two loops that fill a collection: they do little for a plain text and leave
    the rest to the methods below them.
    """

    def __init__(self, text: str, problems: Problems) -> None:
        self.problems = problems
        self.open: list[Sequence | Mapping] = []
        self.events = _parse_events(text)
        self.next_event = islice(self.events, MAX_EVENTS).__next__

    def read_document(self) -> Tree | None:
        """The one document, None if there is none."""
        try:
            self.next_event()  # the stream begins
            begin = self.next_event()
            if not isinstance(begin, yaml.DocumentStartEvent):
                return None
            root = self._read_root(begin)
            if isinstance(event := self.next_event(), yaml.DocumentStartEvent):
                note = Note(
                    "two-documents", _("a second document begins here"), _("one roadmap a file; remove the ---")
                )
                self._stop(event, note)
        except StopIteration:
            self._stop(next(self.events), Note("too-many", _("more than %(limit)s parts", limit=MAX_EVENTS)))
        return root

    def _read_root(self, begin: yaml.DocumentStartEvent) -> Tree:
        """A document from its beginning to its end."""
        if begin.version or begin.tags:
            self._refuse(begin, "directive", _("directives (%%YAML, %%TAG) are not allowed"), _("remove the line"))
        root = self._take(self.next_event())
        while self.open:
            inner = self.open[-1]
            is_closed = self._fill_mapping(inner) if isinstance(inner, Mapping) else self._fill_sequence(inner)
            if is_closed:
                self.open.pop()
        self.next_event()  # the document ends
        return root

    def _fill_sequence(self, sequence: Sequence) -> bool:
        """Read entries until it ends (True) or a collection opens in it (False)."""
        next_event, items = self.next_event, sequence.items
        while True:
            event = next_event()
            if type(event) is ScalarEvent and event.anchor is event.tag is None:
                items.append(event)
            elif type(event) is SequenceEndEvent:
                return True
            else:
                items.append(self._take(event))
                if self.open[-1] is not sequence:
                    return False

    def _fill_mapping(self, mapping: Mapping) -> bool:
        """Read keys and values until it ends (True) or a collection opens in it (False)."""
        next_event, keys, values = self.next_event, mapping.keys, mapping.values
        if mapping.owes_value:
            mapping.owes_value = False
            self._take(next_event())
        while self.open[-1] is mapping:
            name = next_event()
            if type(name) is ScalarEvent and name.anchor is name.tag is None and name.value not in _ODD_KEYS:
                key = name.value if name.value not in keys else self._take_key(mapping, name)
            elif type(name) is MappingEndEvent:
                return True
            else:
                key = self._take_key(mapping, name)
                if mapping.owes_value:
                    break
            event = next_event()
            tree = event if type(event) is ScalarEvent and event.anchor is event.tag is None else self._take(event)
            if key is not None:
                keys[key], values[key] = name, tree
        return False

    def _take_key(self, mapping: Mapping, event: yaml.Event) -> str | None:
        """The key, None for one that is refused."""
        tree = self._take(event)
        if isinstance(tree, Void):
            return None
        key = text_of(tree) if isinstance(tree, ScalarEvent) else ""
        mapping.owes_value = not isinstance(tree, ScalarEvent)
        if not key:
            self._refuse(event, "bad-key", _("a key must be a text"), _("write `name: value`"))
        elif key == "<<":
            self._refuse(event, "merge-key", _("merge keys (<<) are not allowed"), _("write the keys out"))
        elif earlier := mapping.keys.get(key):
            message = _(
                "the key %(key)s is here twice (also in line %(line)s)",
                key=quote_short(key),
                line=str(position_of(earlier)[0]),
            )
            self._refuse(event, "duplicate-key", message, _("remove one of them"))
        else:
            return key
        return None

    def _take(self, event: yaml.Event) -> Tree:
        """The part that begins with the event: a text as it is, a collection opened, what is refused told."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                event,
                "alias",
                _("the alias %(name)s is not allowed", name=_shorten(f"*{event.anchor}")),
                _("write the value out"),
            )
            return Void(event.start_mark)
        assert isinstance(event, ScalarEvent | yaml.CollectionStartEvent)  # noqa: S101 - tells the type; nothing else begins
        if event.anchor is not None:
            self._refuse(
                event,
                "anchor",
                _("the anchor %(name)s is not allowed", name=_shorten(f"&{event.anchor}")),
                _("remove it"),
            )
        if event.tag is not None:
            self._refuse(event, "tag", _("the tag %(tag)s is not allowed", tag=quote_short(event.tag)), _("remove it"))
        if isinstance(event, ScalarEvent):
            return event
        if len(self.open) == MAX_DEPTH:
            self._stop(event, Note("too-deep", _("nested more than %(limit)s levels deep", limit=MAX_DEPTH)))
        is_sequence = isinstance(event, yaml.SequenceStartEvent)
        self.open.append(Sequence(event.start_mark) if is_sequence else Mapping(event.start_mark))
        return self.open[-1]

    def _refuse(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.add_error(position_of(event), Note(code, message, hint))
        if len(self.problems.found) >= MAX_FAULTS:
            self._stop(event, Note("too-many", _("too much is wrong to read on")))

    def _stop(self, event: yaml.Event, note: Note) -> NoReturn:
        self.problems.add_error(position_of(event), note)
        raise _StopError


def _shorten(name: str) -> str:
    return quote_short(name)[1:-1]
