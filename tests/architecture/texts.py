"""What must not stand in a file: inline script and style, forced styles, this machine, work put off."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.architecture.files import ROOT

Finder = Callable[[str, str], list[str]]

COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|/\*.*?\*/", re.DOTALL)

TEMPLATE_RULES = {
    "inline script": r"<script(?![^>]*\bsrc=)",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=|javascript:",
    "something from another site": r"<(?:script|link|img|iframe|source|video)\b[^>]*\b(?:src|href)=.?(?:https?:)?//",
    "a query": r"{[%{][^}]*\.(?:all|objects|[a-z]+_set)\b[^}]*}",
    "a decision about permission": r"{[%{][^}]*\bperms\.",
    "a file that config/assets.py does not name": r"{%\s*static\s+[\"'](?:css/(?!admin|tokens)|js/)",
    "a block that base.html lost": r"{%\s*block\s+(?:styles|scripts)\b",
}
STYLE_RULES = {
    "a forced style": r"!\s*important",
    "something from another site": r"(?:url\(|@import)\s*[\"']?(?:https?:)?//",
}
SCRIPT_RULES = {
    "an import": r"^\s*import\b|\bimport\(",
    "code made from text": r"\beval\(|\bnew Function\(",
    "something from another site": r"[\"'`]https?://",
}
# Written so that no pattern finds itself.
CODE_RULES = {
    "work put off": r"#.*\b(?:TOD[O]|FIXM[E]|XX[X])\b",
    "a test that does not run": r"pytest\.(?:mark\.)?(?:skip|x[f]ail|importorskip)",
    "a silenced checker without its reason": r"#\s*(?:type:\s*ignore(?:\[[^\]]*\])?|no[q]a(?::\s*[A-Z0-9, ]+)?)\s*$",
}
ANY_RULES = {
    "a path of this machine": rf"{re.escape(str(ROOT))}/|(?<![\w.])/(?:home|Users|root)/[\w.]",
    "a package registry": r"\b(?:pypi|pythonhosted|npmjs)\.org\b",
}


def find_in_templates(path: str, text: str) -> list[str]:
    return _find(TEMPLATE_RULES, path, text, comments=COMMENTS)


def find_in_styles(path: str, text: str) -> list[str]:
    return _find(STYLE_RULES, path, text, comments=COMMENTS)


def find_in_scripts(path: str, text: str) -> list[str]:
    return _find(SCRIPT_RULES, path, text, comments=COMMENTS)


def find_in_code(path: str, text: str) -> list[str]:
    return _find(CODE_RULES, path, text)


def find_anywhere(path: str, text: str) -> list[str]:
    return _find(ANY_RULES, path, text)


def _find(rules: dict[str, str], path: str, text: str, *, comments: re.Pattern[str] | None = None) -> list[str]:
    """`path:line: what` for each match; a comment counts as empty lines, so that the line numbers hold."""
    if comments:
        text = comments.sub(lambda match: "\n" * match[0].count("\n"), text)
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}"
        for what, pattern in rules.items()
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]
