"""Text of editors to safe HTML: Markdown and highlighted code. Both are pure and remembered."""

from __future__ import annotations

import ast
import re
import warnings
from contextlib import suppress
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import PythonLexer, TextLexer, get_lexer_by_name, guess_lexer
from pygments.util import ClassNotFound

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
# A full stop before a small letter ends an abbreviation, not a sentence.
FIRST_SENTENCE = re.compile(r"(.+?[.!?])(?:\s+(?![a-z])|$)", re.DOTALL)
MARKUP = re.compile(r"[*_`\[\\&<#]")
SURE = 0.3  # of 1: below this Pygments' guess is worse than plain text

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=2_048)
def render_markdown(text: str) -> str:
    """CommonMark with tables to HTML. Raw HTML stays text, pictures become their links, headings start at level 3."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        if token.children:
            token.children = [part for child in token.children for part in link_picture(child)]
    return nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def link_picture(token: Token) -> list[Token]:
    """A picture as a link to it, since no page of ours fetches from elsewhere; any other token as it is."""
    if token.type != "image":
        return [token]
    opening = Token("link_open", "a", 1, attrs={"href": str(token.attrs["src"])})
    words = Token("text", "", 0, content=token.content or str(token.attrs["src"]))
    return [opening, words, Token("link_close", "a", -1)]


@lru_cache(maxsize=1_024)
def highlight_code(code: str, language: str) -> str:
    """Code to spans with Pygments' short classes (styled in code.css); the language is guessed when not given."""
    formatter: HtmlFormatter[str] = HtmlFormatter(nowrap=True)
    return highlight(code.rstrip("\n"), find_lexer(code, language), formatter)


def find_lexer(code: str, language: str) -> Lexer:
    """The named lexer; else Python where the code parses as such; else a sure guess of Pygments; else plain text."""
    with suppress(ClassNotFound):
        lexer: Lexer = get_lexer_by_name(language) if language else guess_language(code)
        return lexer
    plain: Lexer = TextLexer()
    return plain


def guess_language(code: str) -> Lexer:
    """Pygments mistakes most short Python for something else, so Python itself is asked first."""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        lexer: Lexer = guess_lexer(code)
        return lexer if lexer.analyse_text(code) >= SURE else TextLexer()
    python: Lexer = PythonLexer()
    return python


def first_sentence(text: str) -> str:
    """What a row in a list says of a topic, without its Markdown."""
    plain = unescape(strip_tags(render_markdown(text))).strip() if MARKUP.search(text) else text
    match = FIRST_SENTENCE.match(plain)
    return match[1] if match else plain
