"""Text of editors to safe HTML."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.rendering import find_lexer, highlight_code, render_markdown

TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w:-]*)([^>]*)>")
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
TABLE = (
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
)
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED = {("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start")}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<style>body { display: none }</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<b onclick='alert(1)'>x</b>",
    "<!-- <script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '[x](https://e.org "\\" onmouseover=alert(1)")',
    '![" onerror="alert(1)](https://e.org/a.png)',
    '```"><script>alert(1)</script>\n```',
    "`<script>alert(1)</script>`",
    "a\0b\u202ec",
]


def list_attributes(html: str) -> set[tuple[str, str]]:
    return {(tag.lower(), name) for tag, rest in TAG.findall(html) for name, _ in ATTRIBUTE.findall(rest)}


def check_harmless(html: str) -> None:
    """Fails on any tag, attribute or address that is not of ours."""
    assert {tag.lower() for tag, _ in TAG.findall(html)} <= TAGS
    assert list_attributes(html) <= ALLOWED
    for address in re.findall(r'href="([^"]*)"', html):
        scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", address)
        assert scheme is None or scheme[1].lower() in {"http", "https", "mailto"}, address


class TestMarkdown:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("", ""),
            ("One *two* **three** `four`.", "<p>One <em>two</em> <strong>three</strong> <code>four</code>.</p>\n"),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
            ("~~a~~", "<p><s>a</s></p>\n"),
            ("a\\\nb", "<p>a<br>\nb</p>\n"),
            ("---", "<hr>\n"),
            ("```python\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
            ("a & b < c", "<p>a &amp; b &lt; c</p>\n"),
            (
                "| a | b |\n|---|---|\n| 1 | 2 |",
                TABLE,
            ),
        ],
    )
    def test_to_html(self, text: str, html: str) -> None:
        assert render_markdown(text) == html

    @pytest.mark.parametrize(("level", "tag"), [(1, "h3"), (2, "h4"), (3, "h5"), (4, "h6"), (5, "h6"), (6, "h6")])
    def test_headings_stand_below_those_of_the_page(self, level: int, tag: str) -> None:
        assert render_markdown(f"{'#' * level} A") == f"<{tag}>A</{tag}>\n"

    @pytest.mark.parametrize("address", ["https://e.org/a?b=1", "http://e.org", "mailto:a@e.org", "/roadmaps/"])
    def test_links_lead_out_without_our_blessing(self, address: str) -> None:
        assert render_markdown(f"[x]({address})") == f'<p><a href="{address}" rel="noopener nofollow">x</a></p>\n'

    def test_a_title_of_a_link_is_kept(self) -> None:
        assert render_markdown("[x](https://e.org 't')") == (
            '<p><a href="https://e.org" title="t" rel="noopener nofollow">x</a></p>\n'
        )

    @pytest.mark.parametrize(
        ("text", "words"),
        [("![A knot](https://e.org/a.png)", "A knot"), ("![](https://e.org/a.png)", "https://e.org/a.png")],
    )
    def test_a_picture_becomes_its_link(self, text: str, words: str) -> None:
        assert render_markdown(text) == f'<p><a href="https://e.org/a.png" rel="noopener nofollow">{words}</a></p>\n'

    def test_raw_html_is_shown_as_text(self) -> None:
        assert render_markdown("<b>x</b>\n\n<script>y</script>") == (
            "<p>&lt;b&gt;x&lt;/b&gt;</p>\n<p>&lt;script&gt;y&lt;/script&gt;</p>\n"
        )

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_harmless(self, text: str) -> None:
        check_harmless(render_markdown(text))

    @given(
        st.lists(
            st.sampled_from([*HOSTILE, *"<>\"'`*_[]()!#&\n ", "a", "](", "```\n", "javascript:", "href="]), max_size=12
        )
    )
    def test_any_mix_of_it_is_harmless(self, parts: list[str]) -> None:
        check_harmless(render_markdown("".join(parts)))

    @pytest.mark.parametrize(
        "text", ["*a " * 6_666, "[" * 20_000, "![" * 10_000, ">" * 20_000, "- " * 10_000, "`" * 20_000]
    )
    def test_long_text_ends_in_time(self, text: str) -> None:
        start = time.process_time()
        render_markdown(text)
        assert time.process_time() - start < 10  # seconds; a quadratic one takes minutes


class TestCode:
    def test_is_highlighted_by_classes(self) -> None:
        assert highlight_code("import this\n", "python") == (
            '<span class="kn">import</span><span class="w"> </span><span class="nn">this</span>\n'
        )

    @pytest.mark.parametrize(
        "language", ["python", "html", "bash", "sql", "javascript", "", "no-such-language", "../x", "<b>"]
    )
    def test_is_escaped_in_every_language(self, language: str) -> None:
        html = highlight_code("<script>alert('1')</script> & \"x\"", language)
        assert {tag.lower() for tag, _ in TAG.findall(html)} <= {"span"}
        assert {name for _, name in list_attributes(html)} <= {"class"}
        assert "&lt;" in html

    def test_blank_lines_around_it_are_dropped(self) -> None:
        assert highlight_code("\n\na\n\n\n", "text") == "a\n"

    @pytest.mark.parametrize(
        ("code", "language", "name"),
        [
            ("SELECT 1", "sql", "SQL"),
            ("x", "no-such-language", "Text only"),
            ("def f() -> int:\n    return 1", "", "Python"),
            (r"re.match('\d', x)", "", "Python"),
            ("#!/bin/bash\nif true; then ls; fi", "", "Bash"),
            ("so it goes, said the sailor", "", "Text only"),
            ("", "", "Python"),
        ],
    )
    def test_language(self, code: str, language: str, name: str) -> None:
        assert find_lexer(code, language).name == name

    @pytest.mark.parametrize(
        "code",
        [
            "-" * 10_000 + "1",
            "a.b" * 5_000,
            "(" * 10_000,
            "not " * 5_000 + "1",
            "lambda: " * 2_000 + "1",
            "a\0b",
            "\ufeff",
        ],
    )
    def test_what_python_cannot_parse_is_shown_all_the_same(self, code: str) -> None:
        assert highlight_code(code, "").endswith("\n")
