"""The proxy's page for a moment without a process: it needs nothing of the site, and leads back to it."""

from __future__ import annotations

import re
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PAGE = (DEPLOY / "pages" / "busy.html").read_text(encoding="utf-8")
PROXY = (DEPLOY / "nginx" / "site.conf").read_text(encoding="utf-8")


def test_what_the_page_is_made_of_is_served_by_the_proxy_itself() -> None:
    (style,) = re.findall(r'<link rel="stylesheet" href="/([^"]+)">', PAGE)
    assert not re.search(r"<(?:script|style|img)", PAGE)
    assert "url(" not in (DEPLOY / "pages" / style).read_text(encoding="utf-8")
    assert re.search(rf"location = /{re.escape(style)} {{\n    types {{ }} default_type text/css;\n", PROXY)


def test_its_policy_lets_its_style_in_and_nothing_else() -> None:
    rest = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    assert re.findall(r'Content-Security-Policy "([^"]+)"', PROXY) == [f"default-src 'none'; style-src 'self'; {rest}"]


def test_it_leads_on_in_each_language() -> None:
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', PAGE) == [("/", "To the front page"), ("/", "Zur Startseite")]
