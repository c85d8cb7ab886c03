"""Reads a catalogue of translations (.po), and writes the compiled form (.mo) that gettext opens."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")')
JOIN = "\x04"  # between context and text in a compiled catalogue


@dataclass
class Message:
    """One text with its translations: one, or one a plural form. The header is the message whose text is ""."""

    texts: dict[str, str] = field(default_factory=dict)  # msgctxt, msgid, msgid_plural
    translations: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.texts["msgid"]

    @property
    def plural(self) -> str | None:
        return self.texts.get("msgid_plural")

    @property
    def key(self) -> str:
        """How a compiled catalogue names it."""
        context = f"{self.texts['msgctxt']}{JOIN}" if "msgctxt" in self.texts else ""
        return context + self.text + (f"\0{self.plural}" if self.plural is not None else "")


def read_po(path: Path) -> list[Message]:
    """Every message of a catalogue, its header first."""
    blocks = re.split(r"\n{2,}", path.read_text(encoding="utf-8").strip())
    return [_read_message(block.splitlines()) for block in blocks]


def _read_message(lines: list[str]) -> Message:
    message = Message()
    name, number = "", 0
    for line in lines:
        if match := FIELD.fullmatch(line):
            name, number, text = match[1], int(match[2] or 0), ast.literal_eval(match[3])
        elif line.startswith('"'):
            text = ast.literal_eval(line)
        else:
            message.flags.update(flag.strip() for flag in line.removeprefix("#,").split(",") if line.startswith("#,"))
            continue
        if name == "msgstr":
            message.translations[number] = message.translations.get(number, "") + text
        else:
            message.texts[name] = message.texts.get(name, "") + text
    return message


def write_mo(messages: Iterable[Message], path: Path) -> None:
    """A compiled catalogue: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html"""
    pairs = sorted(
        (message.key.encode(), "\0".join(message.translations[n] for n in sorted(message.translations)).encode())
        for message in messages
    )
    count, offset = len(pairs), 28 + 16 * len(pairs)
    tables, texts = b"", b""
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<2I", len(pair[column]), offset + len(texts))
            texts += pair[column] + b"\0"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + tables + texts)
