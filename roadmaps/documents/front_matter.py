"""Front matter: YAML between two lines `---` at the top of a text file, then a Markdown body."""

import re
from dataclasses import dataclass

from roadmaps.documents.lines import line as _
from roadmaps.documents.problem import Note

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class FrontMatterError(ValueError):
    """The text has no front matter."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.note = Note("front-matter", message, hint)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """yaml begins on line `first_line` of the file, body on `body_line`. An empty body is ""."""

    yaml: str
    first_line: int
    body: str = ""
    body_line: int = 0


def has_front_matter(text: str) -> bool:
    return _FENCE.match(text) is not None


def split_front_matter(text: str) -> FrontMatter:
    """The two parts of a text with line feeds only. The closing line may be the very end of the file.

    Blank lines around the body are not part of it. Raises FrontMatterError.
    """
    opening = _FENCE.match(text)
    if opening is None:
        raise FrontMatterError(
            _("the file does not begin with ---"), _("write the roadmap's YAML between two lines ---")
        )
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise FrontMatterError(_("the --- of line 1 is not closed"), _("write --- on its own line after the YAML"))
    rest = text[closing.end() :]
    blank = len(rest) - len(rest.lstrip())
    body = rest.strip()
    first = text.rfind("\n", 0, closing.end() + blank) + 1
    body_line = text.count("\n", 0, first) + 1
    # leading spaces of the first line may mean code in Markdown
    body = text[first:].rstrip() + "\n" if body else ""
    return FrontMatter(text[opening.end() + 1 : closing.start()], 2, body, body_line)
