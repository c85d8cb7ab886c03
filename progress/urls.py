from django.urls import path

from progress.views import (
    bookmarks,
    evidence,
    history,
    home,
    keys,
    marking,
    notebook,
    notes,
    own_links,
    parting,
    reports,
    resets,
    revising,
    search,
    sorting,
    stages,
    ticks,
    undoing,
    walks,
)

ROADMAP = "roadmaps/<key:roadmap_key>"
NODE = f"{ROADMAP}/<key:node_key>"
TOPIC = f"{NODE}/<key:topic_key>"

urlpatterns = [
    path("", home.show_home, name="home"),
    path("keys/", keys.show_keys, name="keys"),
    path(f"{TOPIC}/mark/", marking.mark, name="mark"),
    path(f"{TOPIC}/revise/", revising.revise, name="revise"),
    path(f"{TOPIC}/part/", parting.part, name="part"),
    path(f"{TOPIC}/note/", notes.note, name="note"),
    path(f"{TOPIC}/tick/", ticks.tick, name="tick"),
    path(f"{TOPIC}/own-links/", own_links.change_own_links, name="own_links"),
    path(f"{TOPIC}/evidence/", evidence.show_evidence, name="evidence"),
    path(f"{TOPIC}/bookmark/", bookmarks.bookmark_topic, name="bookmark_topic"),
    path(f"{ROADMAP}/-/bookmark/", bookmarks.bookmark_roadmap, name="bookmark_roadmap"),
    path(f"{ROADMAP}/-/why/", walks.why, name="why"),
    path(f"{TOPIC}/report/", reports.report, name="report"),
    path(f"{ROADMAP}/-/history/", history.show_roadmap_history, name="roadmap_history"),
    path("history/", history.show_history, name="history"),
    path(f"{TOPIC}/reset/", resets.reset_topic, name="reset_topic"),
    path(f"{NODE}/-/done-all/", stages.mark_all_done, name="done_all"),
    path(f"{NODE}/-/reset/", resets.reset_node, name="reset_node"),
    path(f"{ROADMAP}/-/reset/", resets.reset_roadmap, name="reset"),
    path(f"{ROADMAP}/-/know/", sorting.sort_roadmap, name="know"),
    path(f"{ROADMAP}/-/notes/", notebook.show_roadmap_notes, name="roadmap_notes"),
    path("notes/", notebook.show_notes, name="notes"),
    path("notes.md", notebook.download_notes, name="download_notes"),
    path("reset/", resets.reset_everything, name="reset_everything"),
    path("search/", search.show_search, name="search"),
    path("undo/<uuid:batch>/", undoing.undo, name="undo"),
]
