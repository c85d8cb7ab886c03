"""Text of a file to a RoadmapDoc, with every problem of the file found in one pass. Nothing is raised."""

import stat
from pathlib import Path

from roadmaps.documents.build import build_document
from roadmaps.documents.check import check_parts
from roadmaps.documents.document import RoadmapDoc
from roadmaps.documents.events import read_tree
from roadmaps.documents.front_matter import FrontMatter, FrontMatterError, split_front_matter
from roadmaps.documents.keys import slug
from roadmaps.documents.lines import line as _
from roadmaps.documents.places import Problems
from roadmaps.documents.problem import Note
from roadmaps.documents.reading import Reading
from roadmaps.documents.text import find_forbidden, is_text, normalise_line_ends
from roadmaps.documents.tree import Mapping, Positions, Tree, is_empty, make_leaf, position_of

MAX_FILE = 2 * 1024 * 1024
TEXT_SUFFIXES = frozenset({".md", ".txt"})

_TOP = (1, 1)


def read_file(path: Path | str, *, link_base: str = "") -> Reading:
    """The roadmap in one file. The id defaults to the slug of the file's stem."""
    try:
        data = load_bytes(Path(path))
    except (OSError, ValueError) as error:
        return tell_unreadable(path, error)
    return read_bytes(data, path, link_base=link_base)


def read_bytes(data: bytes, path: Path | str, *, link_base: str = "") -> Reading:
    """As read_file, of a file whose bytes are here already."""
    return read_text(data, path=str(path), default_id=slug(Path(path).stem), link_base=link_base)


def tell_unreadable(path: Path | str, error: OSError | ValueError) -> Reading:
    """The reading of a file whose bytes cannot be had."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    problems = Problems(str(path))
    problems.add_error(_TOP, Note("unreadable", _("cannot be read: %(reason)s", reason=reason)))
    return Reading(str(path), None, problems.first())


def read_text(text: str | bytes, *, path: str, default_id: str = "", link_base: str = "") -> Reading:
    """The roadmap in a text. The end of `path` says whether it is YAML or has front matter (.md, .txt).

    `default_id` is the id of a document that names none, `link_base` the address for links that begin with "/".
    """
    positions = Positions()
    problems = Problems(path, positions)
    document = _read(text, problems, positions, default_id, link_base)
    return Reading(path, None if problems.has_error else document, problems.first(), positions)


def load_bytes(file: Path) -> bytes:
    """What is in a file, at most one byte over the limit. Raises OSError, or ValueError with the reason."""
    if not is_text(str(file.absolute())):  # an import remembers where a file was
        raise ValueError("its name, or that of a folder it is in, is not UTF-8")
    info = file.stat()
    if stat.S_ISDIR(info.st_mode):
        raise ValueError("it is a folder, not a file")
    if not stat.S_ISREG(info.st_mode):
        raise ValueError("it is not a regular file")
    with file.open("rb") as stream:
        return stream.read(MAX_FILE + 1)


def _read(
    source: str | bytes, problems: Problems, positions: Positions, default_id: str, link_base: str
) -> RoadmapDoc | None:
    text = _decode(source, problems)
    if text is None:
        return None
    matter = _split(text, problems)
    if matter is None:
        return None
    tree = read_tree(matter.yaml, problems, first_line=matter.first_line)
    if tree is None or is_empty(tree):
        if not problems.has_error:
            problems.add_error(_TOP, Note("empty", _("the file is empty")))
        return None
    positions.root = tree
    _join_body(matter, tree, problems)
    document = build_document(tree, problems, default_id=default_id, link_base=link_base)
    if document is not None:
        check_parts(document, problems)
    return document


def _decode(source: str | bytes, problems: Problems) -> str | None:
    """The text with line feeds only, None when it is no text: the problem is told then."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_FILE:
        problems.add_error(
            _TOP, Note("too-large", _("the file is larger than %(limit)s MiB", limit=MAX_FILE // 1024 // 1024))
        )
        return None
    try:
        text = source if isinstance(source, str) else data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = _("not UTF-8: the byte 0x%(byte)s", byte=f"{data[error.start]:02X}")
        note = Note("not-utf8", message, _("save the file as UTF-8; is it a roadmap at all?"))
        before = data[: error.start].decode("utf-8")
        problems.add_error((before.count("\n") + 1, len(before) - before.rfind("\n")), note)
        return None
    text = normalise_line_ends(text.removeprefix("\ufeff"))
    return None if _refuse_forbidden(text, problems) else text


def _refuse_forbidden(text: str, problems: Problems) -> bool:
    found = find_forbidden(text, limit=10_000)
    line, counted = 1, 0
    for character in found:
        at = character.offset
        line += text.count("\n", counted, at)
        counted = at
        place = (line, at - text.rfind("\n", 0, at))
        if text[at] == "\0":  # most likely no text at all: one line says it
            problems.add_error(place, Note("nul", _("the file has a NUL byte in it"), _("is it a roadmap at all?")))
            break
        problems.add_error(
            place, Note("character", _("the file has %(name)s in it", name=character.name), _("remove it"))
        )
    return bool(found)


def _split(text: str, problems: Problems) -> FrontMatter | None:
    """The YAML of the text, and the body of a file with front matter."""
    if Path(problems.path).suffix.lower() not in TEXT_SUFFIXES:
        return FrontMatter(text, 1)
    try:
        return split_front_matter(text)
    except FrontMatterError as error:
        problems.add_error(_TOP, error.note)
        return None


def _join_body(matter: FrontMatter, tree: Tree, problems: Problems) -> None:
    """The body after the front matter becomes the field `body`."""
    if not matter.body or not isinstance(tree, Mapping):
        return
    at = (matter.body_line, 1)
    if written := tree.keys.get("body"):
        note = Note(
            "two-bodies",
            _("the body is here and after the front matter, in line %(line)s", line=str(at[0])),
            _("remove one of them"),
        )
        problems.add_error(position_of(written), note)
        return
    tree.keys["body"] = make_leaf("body", at)
    tree.values["body"] = make_leaf(matter.body, at)
