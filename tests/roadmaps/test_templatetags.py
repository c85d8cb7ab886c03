"""What editors wrote, made fit for a page."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django import Settings

from roadmaps.models import Link
from roadmaps.templatetags import content


def render(template: str, **values: object) -> str:
    return Template("{% load content %}" + template).render(Context(values))


def test_markdown_is_safe_and_its_text_is_not() -> None:
    assert isinstance(content.markdown("*a*"), SafeString)
    assert render("{{ text|markdown }}", text="*a* <b>") == "<p><em>a</em> &lt;b&gt;</p>\n"


def test_code_is_safe_and_its_text_is_not() -> None:
    assert isinstance(content.code("1", "python"), SafeString)
    assert render("{{ text|code:'text' }}", text="<b>") == "&lt;b&gt;\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("One. Two.", "One."),
        ("One", "One"),
        ("One? Two!", "One?"),
        ("Version 3.11 is out. Get it.", "Version 3.11 is out."),
        ("Knots, e.g. the bowline. More.", "Knots, e.g. the bowline."),
        ("One\nline. Two", "One\nline."),
        ("Aim for *fluency*, not `proofs`. More.", "Aim for fluency, not proofs."),
        ("See [the book](https://e.org). More.", "See the book."),
        ("a < b & c. More.", "a < b & c."),
        ("<script>x</script>", "<script>x</script>"),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert content.first_sentence(text) == sentence


def test_the_first_sentence_is_escaped_on_the_page() -> None:
    assert render("{{ text|first_sentence }}", text="<script>x</script>") == "&lt;script&gt;x&lt;/script&gt;"


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://www.example.org/a", "example.org"), ("mailto:a@e.org", "a@e.org"), ("/blog/", ""), ("http://[", "")],
)
def test_host(url: str, host: str) -> None:
    assert content.host(url) == host


@pytest.mark.parametrize(
    ("link", "medium", "word"),
    [
        (Link(url="https://youtube.com/watch?v=1"), "video", "video"),
        (Link(url="https://youtube.com/watch?v=1", medium="course"), "course", "course"),
        (Link(url="https://github.com/a/b"), "repository", "repository"),
        (Link(url="https://example.org/"), "article", "article"),
        (Link(url="/blog/"), "other", "other"),
    ],
)
def test_medium(link: Link, medium: str, word: str) -> None:
    assert content.medium(link) == medium
    assert content.medium_word(medium) == word


@pytest.mark.parametrize(
    ("url", "base", "address"),
    [
        ("https://e.org/a", "", "https://e.org/a"),
        ("mailto:a@e.org", "", "mailto:a@e.org"),
        ("/blog/a", "", ""),
        ("/blog/a", "https://e.org", "https://e.org/blog/a"),
        ("", "https://e.org", ""),
        ("javascript:alert(1)", "", ""),
        ("//evil.example", "https://e.org", ""),
    ],
)
def test_where_an_address_leads(settings: Settings, url: str, base: str, address: str) -> None:
    settings.LINK_BASE = base
    assert content.href(url) == address


@pytest.mark.parametrize(
    ("page", "language", "attributes"),
    [
        ("en", "de", ' lang="de"'),
        ("en", "de-AT", ' lang="de-AT"'),
        ("de", "en", ' lang="en"'),
        ("en", "ar", ' lang="ar" dir="rtl"'),
        ("ar", "en", ' lang="en" dir="ltr"'),
        ("ar", "he", ' lang="he"'),
        ("en", "en", ""),
        ("en", "EN", ""),
        ("en", "", ""),
        ("en", "German", ""),
        ("en", 'de" onclick="x', ""),
        ("en", "de\n", ""),
    ],
)
def test_lang_says_what_differs_from_the_page(page: str, language: str, attributes: str) -> None:
    with translation.override(page):
        assert content.lang(language) == attributes
