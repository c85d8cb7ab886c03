"""Pages stand when they are narrow, zoomed, touched and printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from progress.actions import mark_topic, reset_place
from progress.actions.bookmarks import keep_at_hand
from progress.actions.notes import save_note
from roadmaps.models import Roadmap
from tests.factories import MarkFactory, RoadmapFactory
from tests.journeys.browsers import Watch
from tests.journeys.hands import TRAIL, find_row, topic_path

pytestmark = pytest.mark.journey

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
GUESTS = (
    "/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    "/search/",
    "/keys/",
    "/accounts/signup/",
    "/accounts/login/",
    "/accounts/password/reset/",
)
LEARNERS = (
    "/",
    "/roadmaps/",
    TRAIL,
    f"{TRAIL}?view=map",
    f"{TRAIL}supervised-learning/",
    topic_path("linear-logistic-regression", "supervised-learning"),
    f"{TRAIL}-/reset/",
    f"{TRAIL}-/know/",
    f"{TRAIL}-/notes/",
    f"{TRAIL}-/history/",
    "/history/",
    "/notes/",
    f"/search/?q={LONG[:20]}",
    "/settings/",
    "/settings/delete/",
    "/accounts/password/change/",
    "/accounts/email/",
)
# Elements whose box ends right of the page, unless they lie in something that scrolls or cuts them off on purpose.
WIDER = """() => {
  const width = document.documentElement.clientWidth;
  const isCut = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== "visible") return true;
    }
    return false;
  };
  const whole = document.documentElement.scrollWidth;
  const wide = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && !isCut(e))
    .map((e) => `${e.tagName}.${e.className?.baseVal ?? e.className} "${e.textContent.trim().slice(0, 30)}"`);
  return whole > width ? [`the page is ${whole} px wide`, ...wide] : wide;
}"""
# Controls that are drawn and take a touch on less than `least` pixels either way. A label belongs to its field, what
# lies around a control may belong to it too (the row's link covers the row), and links in running text are let be.
SMALL = """([selector, least]) => [...document.querySelectorAll(selector)].flatMap((element) => {
  const target = element.closest("label") ?? element;
  const box = target.getBoundingClientRect();
  const style = getComputedStyle(element);
  const words = (e) => e.textContent.trim();
  if (!box.width || !box.height || style.visibility === "hidden" || element.closest(".said, .skip")) return [];
  const isAlone = words(element.parentElement) === words(element);
  if (element.tagName === "A" && style.display === "inline" && !isAlone) return [];
  if (Math.min(box.width, box.height) >= least - 0.5) return [];
  target.scrollIntoView({ block: "center" });
  const at = target.getBoundingClientRect();
  const takes = ([dx, dy]) => target.contains(
    document.elementFromPoint(at.left + Math.min(at.width, 200) / 2 + dx, at.top + at.height / 2 + dy));
  const reach = least / 2 - 1;
  if ([[0, -reach], [0, reach], [-reach, 0], [reach, 0]].every(takes)) return [];
  const name = (element.ariaLabel ?? words(element)).slice(0, 30);
  return [`${element.tagName}.${element.className} "${name}" ${Math.round(box.width)} x ${Math.round(box.height)} px`];
})"""
# Places whose words are cut off, or spill over what they stand in. One line of a description is cut on purpose.
CUT = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const style = getComputedStyle(e);
  if (!e.offsetHeight || !e.innerText?.trim()) return false;
  if (e.closest(".said, .skip, svg, [popover], [aria-hidden=true]")) return false;
  if (style.webkitLineClamp !== "none" || style.clipPath !== "none" || style.display === "inline") return false;
  const scrolls = (way) => ["auto", "scroll"].includes(style[way]);
  return (e.scrollWidth > e.clientWidth + 2 && !scrolls("overflowX"))
    || (e.scrollHeight > e.clientHeight + 4 && style.overflowY !== "visible" && !scrolls("overflowY"));
}).map((e) => `${e.tagName}.${e.className} "${e.innerText.slice(0, 30)}"`)"""
CONTROLS = "a, button, summary, input:not([type=hidden]), select, textarea"
PRIMARY = ".way, .state > summary, .btn, main button, .tabs a, .menu-list > *, .chips a"


@pytest.fixture
def walker(learner: User, roadmap: Roadmap) -> User:
    """Somebody with marks, a history, a note and things kept at hand, on a site with long words."""
    roadmap.topics.filter(key="calculus").update(name=LONG)
    roadmap.topics.get(key="calculus").save()
    for key, status in (("linear-algebra", "done"), ("calculus", "learning"), ("gradient-boosting", "skipped")):
        MarkFactory.create(user=learner, topic=roadmap.topics.get(key=key), status=status)
    deployment = roadmap.nodes.get(key="deployment")
    for topic in deployment.topics.all():
        mark_topic(user=learner, topic=topic, status="learning")
    reset_place(user=learner, place=deployment)
    calculus = roadmap.topics.get(key="calculus")
    for thing in (RoadmapFactory.create(title=LONG), calculus):
        keep_at_hand(user=learner, thing=thing, on=True)
    save_note(user=learner, topic=calculus, text=f"# {LONG}\n\n{LONG} | `{LONG * 3}`", version=0)
    return learner


def test_pages_for_guests_stand_narrow_zoomed_and_touched(page: Page, roadmap: Roadmap) -> None:
    expect_to_stand(page, GUESTS)


def test_pages_for_learners_stand_narrow_zoomed_and_touched(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    expect_to_stand(page, LEARNERS)
    expect_to_stand(page, (topic_path("linear-logistic-regression", "supervised-learning"),), opened=True)


def test_what_changed_and_what_left_stand_narrow_zoomed_and_touched(visit: Callable[..., Page], returner: User) -> None:
    left = topic_path("gradient-boosting", "supervised-learning")
    expect_to_stand(visit(signed_in=returner), (TRAIL, f"{TRAIL}supervised-learning/", topic_path("calculus"), left))


def test_the_page_of_an_unknown_address_stands_narrow_zoomed_and_touched(page: Page, watch: Watch, db: None) -> None:
    watch.expect("status of 404")
    expect_to_stand(page, ("/nowhere/",))


def expect_to_stand(page: Page, paths: tuple[str, ...], *, opened: bool = False) -> None:
    """No page is wider than the screen at 320 px and at 1280 px zoomed to 200 %; at 390 px a thumb can press it all.

    `opened` has what folds out in a topic's sheet folded out: its forms, and the question about a broken link.
    """
    found = []
    for path in paths:
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(path)
        if opened:
            page.evaluate("document.querySelectorAll('.sheet details').forEach((details) => { details.open = true; })")
        found += [f"{path} at 320 px: {fault}" for fault in page.evaluate(WIDER)]
        page.set_viewport_size({"width": 640, "height": 500})
        found += [f"{path} at 200 %: {fault}" for fault in page.evaluate(WIDER)]
        found += list_cut(page, path)
        page.set_viewport_size({"width": 390, "height": 844})
        found += [f"{path}, less than 24 px: {fault}" for fault in page.evaluate(SMALL, [CONTROLS, 24])]
        found += [f"{path}, less than 44 px: {fault}" for fault in page.evaluate(SMALL, [PRIMARY, 44])]
    assert not found, "\n".join(found)


def list_cut(page: Page, path: str) -> list[str]:
    """What does not stand when letters alone are twice as large, on a wide screen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    usual = page.evaluate(CUT)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    cut = [fault for fault in page.evaluate(CUT) if fault not in usual]
    found = [f"{path} with large letters: {fault}" for fault in page.evaluate(WIDER) + cut]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def test_sheets_and_menus_on_a_phone_hold_what_a_thumb_can_press(visit: Callable[..., Page], walker: User) -> None:
    page = visit(width=390, signed_in=walker)
    page.goto(TRAIL)
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#chips")).to_be_visible()
    assert page.evaluate(SMALL, ["#chips a", 44]) == []
    page.keyboard.press("Escape")
    expect(page.locator("#chips")).to_be_hidden()

    page.locator('[data-node="deployment"]').get_by_role("button", name="Open the list of stages").click()
    assert page.evaluate(SMALL, ["#nodes a", 44]) == []
    page.keyboard.press("Escape")

    find_row(page, "api-development").locator(".state > summary").click()
    assert page.evaluate(SMALL, ["[data-topic=api-development] .menu-list > *", 44]) == []
    assert page.evaluate(WIDER) == []


def test_on_paper_the_trail_stands_without_the_controls(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(TRAIL)
    page.emulate_media(media="print")

    for gone in (".bar", ".state", "#toasts", "#panel", "#chips", ".views"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-node] h2")).to_have_count(5)
    for topic in ("linear-algebra", "calculus", "api-development"):
        expect(find_row(page, topic).locator("h3")).to_be_visible()
        expect(find_row(page, topic).locator(".way")).to_be_visible()


def test_on_paper_a_topic_shows_where_its_links_lead(visit: Callable[..., Page], walker: User) -> None:
    page = visit(signed_in=walker)
    page.goto(topic_path("linear-logistic-regression", "supervised-learning"))
    page.emulate_media(media="print")

    written = page.locator(".links a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert "scikit-learn.org/stable/modules/linear_model.html" in written
