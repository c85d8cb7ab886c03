"""The catalogue. The frame of a page and each card are kept for an edition of the content; a request joins them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.reader import describe_reader
from progress.cards import Card
from progress.catalogue import Catalogue, read_wishes
from progress.queries import person_of
from progress.queries.cards import add_trails
from progress.queries.catalogue import read_catalogue
from progress.revalidation import guests_revalidate, has_messages
from roadmaps.views.joined import CARDS, fill, render_marked

TEMPLATE, CARD = "roadmaps/catalogue.html", "roadmaps/_card.html"


@require_safe
@guests_revalidate
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Published roadmaps, a page of them, with the person's progress on each."""
    catalogue = read_catalogue(person_of(request), read_wishes(request.GET), request.GET.get("page"))
    if catalogue.wishes.shelf == "mine" or has_messages(request):
        cards = add_trails(person_of(request), catalogue.index, catalogue.cards)
        context = {"catalogue": replace(catalogue, cards=tuple(cards)), "kept": catalogue.own.kept}
        return render(request, TEMPLATE, context)
    return HttpResponse(join_catalogue(request, catalogue))


def join_catalogue(request: HttpRequest, catalogue: Catalogue) -> str:
    """The page as the template would render it. Not for the shelf of one's own, whose every number is the person's."""
    person = (request.user.is_authenticated, request.user.is_authenticated and request.user.is_staff)
    key = (*describe_reader(request), *person, catalogue.count_mine(), bool(catalogue.own.begun))
    context = {"catalogue": catalogue, "next": "", "cards": CARDS}
    frame = catalogue.index.frames.get(key, lambda: render_marked(request, TEMPLATE, context))
    return fill(request, frame, "".join(draw_cards(request, catalogue)))


def draw_cards(request: HttpRequest, catalogue: Catalogue) -> list[str]:
    """The cards, marked, in order. Each is kept by what it is drawn from: the content, what is done there, whether it
    is kept at hand. Trails are asked for only of those that are not kept yet."""
    keys = [(get_language(), *describe_card(request, card, catalogue.own.kept)) for card in catalogue.cards]
    drawn = [catalogue.index.cards.find(key) for key in keys]
    missing = [place for place, html in enumerate(drawn) if html is None]
    cards = add_trails(person_of(request), catalogue.index, [catalogue.cards[place] for place in missing])
    for place, card in zip(missing, cards, strict=True):
        html = drawn[place] = render_marked(request, CARD, {"card": card, "kept": catalogue.own.kept})
        if card.is_alone:
            catalogue.index.cards.keep(keys[place], html)
    return [html or "" for html in drawn]


def describe_card(request: HttpRequest, card: Card, kept: Collection[int]) -> tuple[object, ...]:
    """All that a card shows of a person."""
    return (card.roadmap.pk, card.states, request.user.is_authenticated, card.roadmap.pk in kept)
