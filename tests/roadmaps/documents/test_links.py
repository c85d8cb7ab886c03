"""Links: what may be linked to, in which form it is kept, and what is refused."""

import pytest

from roadmaps.documents.links import MAX_URL, CleanLink, LinkError, clean_link, display_host, guess_medium


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://example.org", "https://example.org"),
        ("http://example.org/a/b?c=d&e#f", "http://example.org/a/b?c=d&e#f"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("  https://example.org/  ", "https://example.org/"),
        ("https://example.org?q", "https://example.org?q"),
        ("https://example.org#", "https://example.org#"),
        ("https://example.org/?", "https://example.org/?"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("https://münchen.example/straße", "https://münchen.example/straße"),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("https://日本語.jp/", "https://日本語.jp/"),
        ("https://example.org/cafe\u0301", "https://example.org/café"),
        ("https://example.org/a@b:c", "https://example.org/a@b:c"),
        ("https://example.org/100%", "https://example.org/100%"),
        ("https://en.wikipedia.org/wiki/Set_(mathematics)", "https://en.wikipedia.org/wiki/Set_(mathematics)"),
        ("https://www.youtube.com/playlist?list=PLZHQ_8rK", "https://www.youtube.com/playlist?list=PLZHQ_8rK"),
        ("mailto:ask@Example.org", "mailto:ask@example.org"),
        ("MAILTO:ask+more@example.org?subject=Hello%20you", "mailto:ask+more@example.org?subject=Hello%20you"),
    ],
)
def test_link_is_kept(url: str, clean: str) -> None:
    assert clean_link(url) == CleanLink(clean, clean)
    assert clean_link(clean).url == clean


HOSTILE = [
    "",
    " ",
    "example.org",
    "www.example.org/path",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.org/",
    "ws://example.org/",
    "blob:https://example.org/1",
    "view-source:https://example.org/",
    "tel:+123",
    "//evil.example/",
    "///evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://",
    "https://?q",
    "https://#f",
    "https://:443/",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org@evil.example/",
    "https://@evil.example/",
    "https://example.org\\@evil.example/",
    "https:\\\\evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://exa mple.org/",
    "https://example.org/a b",
    "https://example.org/\ta",
    "https://example.org/\n",
    "https://example.org/\r\nSet-Cookie:a=b",
    "https://example.org/\x00",
    "https://example.org/\x7f",
    "https://example.org/\u0085",
    "https://example.org/\u00a0",
    "https://example.org/\u2028",
    "https://example.org/\u202egpj.exe",
    "https://example.org/\u2066a",
    "https://example.org/\u200fa",
    "https://exam\u200bple.org/",
    "https://exam\u200dple.org/",
    "https://exam\u00adple.org/",
    "\ufeffhttps://example.org/",
    "https://example.org/\u3164",
    "https://example.org/\ud800",
    "https://example.org/\ue000",
    "https://example.org:/",
    "https://example.org:0/",
    "https://example.org:65536/",
    "https://example.org:-1/",
    "https://example.org:80a/",
    "https://example.org:８０/",
    "https://example.org:80:80/",
    "https://[::1/",
    "https://::1/",
    "https://[::1%25eth0]/",
    "https://[:::]/",
    "https://[example.org]/",
    "https://[::1]evil.example/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://256.1.1.1/",
    "https://example..org/",
    "https://.example.org/",
    "https://example.org./",
    "https://-example.org/",
    "https://example-.org/",
    "https://exam_ple.org/",
    "https://exam%70le.org/",
    "https://example.org%2f@evil.example/",
    "https://example。org/",
    "https://ｅxample.org/",
    "https://example.org⁄evil/",
    "https://exa℀mple.org/",
    "https://exam*ple.org/",
    "https://" + "a" * 64 + ".org/",
    "https://" + "a." * 127 + "org/",
    "https://" + "ü" * 63 + ".org/",
    "https://" + ".".join(["日é" * 8] * 9) + ".org/",
    "https://example.org/" + "a" * MAX_URL,
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>",
    "https://example.org/`",
    "mailto:",
    "mailto:ask",
    "mailto:@example.org",
    "mailto:ask@",
    "mailto:a@b@example.org",
    "mailto:a..b@example.org",
    "mailto:a@exa_mple.org",
    "mailto:a@example.org,b@example.org",
    "mailto:a@example.org?subject=x%0D%0Abcc:b@example.org",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_link_is_refused(url: str) -> None:
    with pytest.raises(LinkError):
        clean_link(url)


def test_refusal_says_what_to_do() -> None:
    with pytest.raises(LinkError) as refused:
        clean_link("example.org/page")
    assert refused.value.message == "a link starts with https://, http://, mailto: or /"
    assert refused.value.hint == "write https://example.org/page?"
    assert refused.value.note.code == "bad-link"


@pytest.mark.parametrize("url", ["#", "#abc"])
def test_link_within_its_own_page_is_dropped_with_a_note(url: str) -> None:
    link = clean_link(url)
    assert (link.url, link.href) == ("", "")
    assert link.note is not None
    assert link.note.code == "link-dropped"


def test_link_within_a_site_is_text_without_a_base() -> None:
    link = clean_link("/blog/post?x#y")
    assert (link.url, link.href) == ("/blog/post?x#y", "")
    assert link.note is not None
    assert link.note.code == "link-relative"


def test_link_within_a_site_leads_to_the_base() -> None:
    link = clean_link("/blog/../post", base="https://example.org/deep/")
    assert link == CleanLink("/blog/../post", "https://example.org/post")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=1", "youtube.com"),
        ("https://docs.python.org:443/3/", "docs.python.org"),
        ("mailto:ask@example.org", "ask@example.org"),
        ("/blog/", ""),
        ("https://[::1", ""),
    ],
)
def test_display_host(url: str, host: str) -> None:
    assert display_host(url) == host


@pytest.mark.parametrize(
    ("url", "medium"),
    [
        ("https://www.youtube.com/watch?v=1", "video"),
        ("https://youtu.be/1", "video"),
        ("https://vimeo.com/1", "video"),
        ("https://example.org/talk.MP4", "video"),
        ("https://github.com/a/b", "repository"),
        ("https://gitlab.com/a/b", "repository"),
        ("https://docs.python.org/3/", "docs"),
        ("https://xgboost.readthedocs.io/en/stable/", "docs"),
        ("https://scikit-learn.org/stable/modules/clustering.html", "docs"),
        ("https://www.postgresql.org/docs/current/", "docs"),
        ("https://www.postgresql.org/about/", "article"),
        ("https://example.org/docs/intro", "docs"),
        ("https://www.coursera.org/learn/x", "course"),
        ("https://www.udemy.com/course/x", "course"),
        ("https://www.edx.org/learn/x", "course"),
        ("https://www.kaggle.com/learn/feature-engineering", "course"),
        ("https://www.kaggle.com/learning", "article"),
        ("https://www.oreilly.com/library/view/x", "book"),
        ("https://notyoutube.com/", "article"),
        ("https://setosa.io/ev/", "article"),
        ("mailto:ask@example.org", "other"),
        ("/blog/", "other"),
        ("", "other"),
    ],
)
def test_guess_medium(url: str, medium: str) -> None:
    assert guess_medium(url) == medium


def test_marks_that_take_long_to_bring_into_order() -> None:
    with pytest.raises(LinkError) as caught:
        clean_link("https://a.org/a" + "\u0300\u0316" * 16)
    assert caught.value.message == "a link has more than 30 marks on one letter in it"


def test_link_that_grows_too_long() -> None:
    with pytest.raises(LinkError) as caught:
        clean_link("https://a.org/" + "\u0344" * (MAX_URL - 20))  # one becomes two
    assert caught.value.message == "a link is longer than 2,000 characters"
