"""Texts that were made to break a reader of YAML: name, bytes, and the code of each problem that is to be told."""

from __future__ import annotations

HEAD = b"title: Small\ndescription: A small roadmap.\n"
NODES = b"nodes:\n  - id: basics\n    title: Basics\n"
SMALL = HEAD + NODES


def write_in(value: str) -> bytes:
    """A small roadmap whose body is the value as it stands."""
    return SMALL + f"body: {value}\n".encode("utf-8", "surrogatepass")


LAUGHS = b"a0: &a0 [lol]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (at, at, b",".join([b"*a%d" % (at - 1)] * 9)) for at in range(1, 10)
)
MERGES = b"a0: &a0 {k: v}\n" + b"".join(
    b"a%d: &a%d\n  <<: [%s]\n" % (at, at, b",".join([b"*a%d" % (at - 1)] * 4)) for at in range(1, 26)
)

NASTY: list[tuple[str, bytes, set[str]]] = [
    ("bomb.yaml", SMALL + LAUGHS, {"alias", "anchor", "more"}),
    ("merge-bomb.yaml", SMALL + MERGES, {"alias", "anchor", "merge-key", "more"}),
    ("deep-flow.yaml", b"a: " + b"[" * 30_000, {"too-deep"}),
    ("deep-closed.yaml", b"a: " + b"[" * 20_000 + b"]" * 20_000, {"too-deep"}),
    ("deep-mappings.yaml", b"".join(b" " * at + b"a:\n" for at in range(300)), {"too-deep"}),
    ("deep-dashes.yaml", b"- " * 30_000, {"too-deep"}),
    ("questions.yaml", b"? " * 30_000, {"too-deep", "bad-key"}),
    ("keys-twice.yaml", SMALL + b"tags: [a]\n" * 3, {"duplicate-key"}),
    ("keys-escaped-twice.yaml", SMALL + b'"\\x74itle": Other\n', {"duplicate-key"}),
    ("tag.yaml", write_in("!!python/object/apply:os.system [id]"), {"tag", "wrong-shape"}),
    ("tag-own.yaml", SMALL + b"body: !mine text\n", {"tag"}),
    ("anchor-long.yaml", SMALL + b"body: &" + b"a" * 60_000 + b" text\n", {"anchor"}),
    ("anchor-on-itself.yaml", SMALL + b"tags: &a [*a]\n", {"anchor", "alias"}),
    ("documents.yaml", SMALL + b"---\n" + SMALL, {"two-documents"}),
    ("document-ends.yaml", SMALL + b"...\n" + SMALL, {"syntax"}),
    ("directive.yaml", b"%YAML 1.1\n---\n" + SMALL, {"directive"}),
    ("directives.yaml", b"%TAG !a! tag:a\n" * 2_000 + b"---\n" + SMALL, {"syntax"}),
    ("nul.yaml", write_in("a\0b"), {"nul"}),
    ("nul-escaped.yaml", write_in(r'"a\0b"'), {"character"}),
    ("escape-sequence.yaml", write_in("\x1b[2J"), {"character"}),
    ("surrogate.yaml", write_in("\ud800"), {"not-utf8"}),
    ("surrogate-escaped.yaml", write_in(r'"\ud800"'), {"syntax"}),
    ("bidi.yaml", write_in("\u202egnp.exe"), {"character"}),
    ("bidi-isolate.yaml", write_in("\u2066a\u2069"), {"character"}),
    ("bidi-escaped.yaml", write_in(r'"\u202egnp.exe"'), {"character"}),
    ("line-separator.yaml", write_in("a\u2028b"), {"character"}),
    ("bom-inside.yaml", write_in("\ufeff"), {"character"}),
    ("overlong.yaml", SMALL + b"body: \xc0\xaf\n", {"not-utf8"}),
    ("latin1.yaml", SMALL + "body: é\n".encode("latin-1"), {"not-utf8"}),
    ("utf16.yaml", SMALL.decode().encode("utf-16"), {"not-utf8"}),
    ("utf16-without-bom.yaml", SMALL.decode().encode("utf-16-le"), {"nul"}),
    ("utf32.yaml", SMALL.decode().encode("utf-32"), {"not-utf8"}),
    ("bom.yaml", b"\xef\xbb\xbf" + SMALL, set()),
    ("bom-twice.yaml", b"\xef\xbb\xbf" * 2 + SMALL, {"character"}),
    ("crlf.yaml", SMALL.replace(b"\n", b"\r\n"), set()),
    ("cr.yaml", SMALL.replace(b"\n", b"\r"), set()),
    ("tabs.yaml", SMALL.replace(b"    title", b"\ttitle"), {"tab"}),
    ("tab-after-colon.yaml", SMALL.replace(b": Basics", b":\tBasics"), set()),
    ("zero-width-key.yaml", SMALL.replace(b"title: Small", "ti\u200btle: Small".encode()), {"missing", "unknown-key"}),
    ("look-alike-key.yaml", SMALL.replace(b"nodes:", "n\u043edes:".encode()), {"missing", "unknown-key"}),
    ("marks.yaml", write_in("a" + "\u0300\u0316" * 16_000), {"character"}),
    ("marks-in-limit.yaml", write_in("a" + "\u0300\u0316" * 9_000), {"character"}),
    ("marks-escaped.yaml", write_in('"a' + r"\u0300\u0316" * 5_000 + '"'), {"character"}),
    ("marks-in-a-key.yaml", SMALL.replace(b"id: basics", b"id: a" + "\u0300\u0316".encode() * 9_000), {"character"}),
    ("long-name.yaml", SMALL.replace(b"Basics", b"B" * 60_000), {"too-long"}),
    ("long-key.yaml", SMALL + b"a" * 60_000 + b": b\n", {"syntax"}),
    ("long-quote.yaml", SMALL + b'body: "' + b"\\x41" * 15_000 + b'"\n', set()),
    ("open-quote.yaml", SMALL + b'body: "' + b"a\n" * 25_000, {"syntax"}),
    ("unknown-keys.yaml", SMALL + b"".join(b"titel%d: a\n" % at for at in range(4_000)), {"unknown-key", "more"}),
    ("dense-circle.yaml", HEAD + b"nodes:\n" + b"".join(
        b"  - {id: n%d, title: N, dependsOn: [%s]}\n" % (at, b",".join(b"n%d" % to for to in range(60) if to != at))
        for at in range(60)
    ), {"cycle"}),
    ("bad-hosts.yaml", SMALL + b"    topics:\n" + b"".join(
        f"      - {{name: T{at}, videoUrl: 'https://{'é' * 250}'}}\n".encode() for at in range(100)
    ), {"bad-link", "more"}),
    ("fences.md", b"---\n" * 15_000, {"empty"}),
    ("fence-with-spaces.md", b"---\n" + b"---" + b" " * 60_000 + b"x\n", {"front-matter"}),
]  # fmt: skip
