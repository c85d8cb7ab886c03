"""What the roadmap page of 100 topics weighs and takes in a Chromium, served as in production to a learner.

python tests/benchmarks/bench_browser.py [--loads 7] [--presses 30]

Bytes are those over the wire of a first visit, headers and the icon too. A page is loaded at a quarter of the machine's
speed, as on a phone; waypoints are pressed at its own. Exit code 1 when a figure is over its target.
"""

from __future__ import annotations

import argparse
import sys
import urllib.request
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.ground import make_roadmap
from tests.benchmarks.sidebyside import say_figure
from tests.journeys.browsers import ARGUMENTS, find_browser, weigh
from tests.scratch.site import Scratch, scratch_site

DATABASES = ("sqlite",)
WATCH = Path(__file__).with_name("watch_page.mjs")
PATH = "/roadmaps/long/"
TOPICS = 100
SLOWER = 4
SETTLED = 1_000
"""Milliseconds after which a page that has painted has nothing left to do."""
KINDS = {"css": "styles", "js": "scripts", "svg": "images", "png": "images", "webmanifest": "manifest"}
MOST_KB = 60
FRAMES = 2 * 1000 / 60
FIGURES = {"first": "first paint", "largest": "largest paint", "blocked": "blocking time"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", type=int, default=7)
    parser.add_argument("--presses", type=int, default=30)
    options, _others = parser.parse_known_args()  # bin/bench hands every benchmark the same arguments
    with scratch_site() as site, sync_playwright() as playwright:
        make_roadmap(topics=TOPICS)
        browser = playwright.chromium.launch(executable_path=find_browser(playwright), args=ARGUMENTS)
        missed = say_weight(site, browser)
        say_loads(site, browser, options.loads)
        missed += say_presses(site, browser, options.presses)
        browser.close()
    return 1 if missed else 0


def open_page(site: Scratch, browser: Browser) -> Page:
    """A page of a browser that has been nowhere yet, with the learner's session."""
    context = browser.new_context(base_url=site.url)
    context.add_cookies([{"name": "sessionid", "value": site.learner, "url": site.url}])
    context.add_init_script(path=WATCH)
    return context.new_page()


def say_weight(site: Scratch, browser: Browser) -> int:
    page = open_page(site, browser)
    sizes = weigh(page)
    page.goto(PATH, wait_until="networkidle")
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")  # a browser without a window asks for none
    sizes["/icon.svg"] = sizes.get("/icon.svg", 0) + weigh_file(icon)
    parts: dict[str, list[int]] = defaultdict(list)
    for path, size in sizes.items():
        parts[KINDS.get(path.rpartition(".")[2], "the page itself")].append(size)
    for kind, each in parts.items():
        print(f"{kind:30}{sum(each) / 1024:8.1f} KB in {len(each)}")
    page.context.close()
    return say_figure(f"first visit, {len(sizes)} requests", sum(sizes.values()) / 1024, MOST_KB, "KB over the wire")


def weigh_file(url: str) -> int:
    """Bytes of one answer, headers too."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310  # a server of ours
    with urllib.request.urlopen(request) as answer:  # noqa: S310  # as above
        return len(answer.read()) + len(str(answer.headers))


def say_loads(site: Scratch, browser: Browser, loads: int) -> None:
    figures = [load_slowly(site, browser) for _ in range(loads)]
    for name, title in FIGURES.items():
        say_spread(f"{title}, processor {SLOWER} times slower", [figure[name] for figure in figures])


def load_slowly(site: Scratch, browser: Browser) -> dict[str, float]:
    """Milliseconds of one first visit."""
    page = open_page(site, browser)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(PATH, wait_until="networkidle")
    page.wait_for_function("() => window.figures.largest > 0")  # the policy refuses what is no function
    page.wait_for_timeout(SETTLED)
    figures: dict[str, float] = page.evaluate("window.figures")
    page.context.close()
    return figures


def say_presses(site: Scratch, browser: Browser, count: int) -> int:
    """Press waypoints one after another, each of another topic that is to do."""
    page = open_page(site, browser)
    page.goto(PATH, wait_until="networkidle")
    for number in range(count):
        page.locator(f"[data-topic=topic-{number}] .way").click()
        page.wait_for_function("count => window.presses.length > count", arg=number)
    presses: list[dict[str, float]] = page.evaluate("window.presses")
    page.context.close()
    missed = say_spread("press to first change on screen", [press["changed"] for press in presses], FRAMES)
    say_spread("press to stored and painted", [press["answered"] for press in presses])
    return missed


def say_spread(name: str, values: Sequence[float], target: float = 0.0) -> int:
    """The median beside its target, with the least; without a target it is only told."""
    least = f"ms; least {min(values):.1f}, median of {len(values)}"
    if target:
        return say_figure(name, median(values), target, least)
    print(f"{name:79}{median(values):8.2f}          ({least})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
