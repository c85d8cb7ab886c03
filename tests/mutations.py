"""Mutants: texts made wrong in ways that people, tools and attackers make them wrong.

The same number gives the same mutants on every machine, so a fault that was found once is found again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

LARGEST = 64 * 1024
"""Bytes of a seed, and of a mutant."""

TOKENS = [
    *(b"- ", b"? ", b": ", b":", b"# ", b"|\n", b">\n", b"---\n", b"...\n", b"[", b"]", b"{", b"}", b",", b"[]", b"{}"),
    *(b"'", b'"', b"&a ", b"*a ", b"<<: ", b"!!python/object:os.system ", b"!x ", b"%YAML 1.1\n", b"%", b"@", b"`"),
    *(b"\n", b"\r\n", b"\r", b"\t", b" ", b"  ", b"\n\n", b"\n  - ", b"\\", b'"\\u0300"', b'"\\U0010FFFF"', b'"\\x00"'),
    *(b"\x00", b"\x07", b"\x1b[31m", b"\x7f", b"\x85", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(char.encode() for char in "\u0085\u00a0\u200b\u200f\u202e\u2028\u2066\ufeff\ufffe\U0001f469\u00c9\u0130\u00df"),
    *("\u0300\u0316".encode(), "e\u0301".encode(), "\u1100\u1161\u11a8".encode(), "\ufdfa".encode()),
    *(b"null", b"~", b"true", b"NO", b"010", b"1e999", b".inf", b"2026-02-30", b"12:30", b"9" * 40, b"=", b"a" * 600),
    *(b"title: ", b"id: ", b"nodes:\n", b"topics:\n", b"aliases: [a]\n", b"dependsOn: [a]\n", b"sameAs: a/b\n"),
    *(b"https://", b"javascript:x", b"http://a@b", b"https://[::1", b"//e.org", b"mailto:", b"#a", b"https://xn--a"),
]
"""What means something to a parser, to Unicode or to the format, and what is nearly that."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A text to begin with. The end of its name says how it is read."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mutant:
    """parents: the seeds it is made of, at least one; steps: what was done to them, in order."""

    name: str
    data: bytes
    parents: tuple[Seed, ...]
    steps: tuple[str, ...]

    def __str__(self) -> str:
        made = ", ".join(self.steps)
        return f"{self.name}: {' + '.join(seed.name for seed in self.parents)}, {made}; {self.data[:300]!r}..."


def make_mutants(seeds: Sequence[Seed], count: int, number: int) -> Iterator[Mutant]:
    """`count` mutants of the seeds, each at most LARGEST bytes long; `number` chooses which."""
    dice = Random(number)  # noqa: S311 - no secret
    for index in range(count):
        yield _make_mutant(dice.choice(seeds), seeds, dice, f"{number}-{index}")


def _make_mutant(seed: Seed, seeds: Sequence[Seed], dice: Random, name: str) -> Mutant:
    data, parents, steps = seed.data, [seed], []
    if dice.random() < 0.15:
        other = dice.choice(seeds)
        data, parents = splice(data, other.data, dice), [seed, other]
        steps.append("splice")
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        change = dice.choice(CHANGES)
        data = change(data, dice)[:LARGEST]
        steps.append(change.__name__)
    suffix = seed.name.rpartition(".")[2] if dice.random() < 0.9 else dice.choice(("yaml", "md"))
    return Mutant(f"{name}.{suffix}", data, tuple(parents), tuple(steps))


def splice(data: bytes, other: bytes, dice: Random) -> bytes:
    """The beginning of one and the end of the other."""
    return data[: _spot(data, dice)] + other[_spot(other, dice) :]


def flip(data: bytes, dice: Random) -> bytes:
    """Some bytes are others, most of them by one bit."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8)) if data else 0):
        at = dice.randrange(len(changed))
        changed[at] = dice.randrange(256) if dice.random() < 0.3 else changed[at] ^ 1 << dice.randrange(8)
    return bytes(changed)


def insert(data: bytes, dice: Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = _spot(data, dice)
        data = data[:at] + dice.choice(TOKENS) + data[at:]
    return data


def repeat(data: bytes, dice: Random) -> bytes:
    """One or two tokens, up to thousands of times."""
    at = _spot(data, dice)
    token = b"".join(dice.choices(TOKENS, k=dice.choice((1, 1, 2))))
    return data[:at] + token * (1 << dice.randrange(15)) + data[at:]


def delete(data: bytes, dice: Random) -> bytes:
    at = _spot(data, dice)
    return data[:at] + data[at + dice.choice((1, 2, 10, 100, 1_000)) :]


def truncate(data: bytes, dice: Random) -> bytes:
    return data[: _spot(data, dice)]


def duplicate(data: bytes, dice: Random) -> bytes:
    """A few lines come again, up to hundreds of times, in their place or in another."""
    lines = data.splitlines(keepends=True)
    start = dice.randrange(len(lines) + 1)
    block = lines[start : start + dice.choice((1, 2, 5, 20))] * dice.choice((1, 1, 2, 10, 300))
    at = start if dice.random() < 0.5 else dice.randrange(len(lines) + 1)
    return b"".join([*lines[:at], *block, *lines[at:]])


def indent(data: bytes, dice: Random) -> bytes:
    """From some line on, everything stands further right, or less far."""
    lines = data.splitlines(keepends=True)
    at = dice.randrange(len(lines) + 1)
    pad = dice.choice((b" ", b"  ", b"\t", b""))
    return b"".join([*lines[:at], *(pad + line if pad else line.removeprefix(b"  ") for line in lines[at:])])


def swap(data: bytes, dice: Random) -> bytes:
    """Two lines change places."""
    lines = data.splitlines(keepends=True)
    if lines:
        one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def empty(data: bytes, dice: Random) -> bytes:
    """A value is gone, or another one."""
    lines = data.splitlines(keepends=True)
    keyed = [at for at, line in enumerate(lines) if b": " in line]
    if keyed:
        at = dice.choice(keyed)
        lines[at] = lines[at].split(b": ")[0] + b": " + dice.choice((b"", *TOKENS)) + b"\n"
    return b"".join(lines)


CHANGES: list[Callable[[bytes, Random], bytes]] = [
    *(flip, insert, repeat, delete, truncate, duplicate, indent, swap, empty)
]


def _spot(data: bytes, dice: Random) -> int:
    """Any place, or the beginning of a line: there is where structure is."""
    at = dice.randrange(len(data) + 1)
    return at if dice.random() < 0.5 else data.rfind(b"\n", 0, at) + 1
