from django.urls import path

from progress.views import home, marking, parting, resets, revising, undoing

ROADMAP = "roadmaps/<key:roadmap_key>"
NODE = f"{ROADMAP}/<key:node_key>"
TOPIC = f"{NODE}/<key:topic_key>"

urlpatterns = [
    path("", home.show_home, name="home"),
    path(f"{TOPIC}/mark/", marking.mark, name="mark"),
    path(f"{TOPIC}/revise/", revising.revise, name="revise"),
    path(f"{TOPIC}/part/", parting.part, name="part"),
    path(f"{TOPIC}/reset/", resets.reset_topic, name="reset_topic"),
    path(f"{NODE}/-/reset/", resets.reset_node, name="reset_node"),
    path(f"{ROADMAP}/-/reset/", resets.reset_roadmap, name="reset"),
    path("reset/", resets.reset_everything, name="reset_everything"),
    path("undo/<uuid:batch>/", undoing.undo, name="undo"),
]
