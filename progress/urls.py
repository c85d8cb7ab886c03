from django.urls import path

from progress.views import home, marking, resets, undoing

urlpatterns = [
    path("", home.show_home, name="home"),
    path("roadmaps/<key:roadmap_key>/<key:node_key>/<key:topic_key>/mark/", marking.mark, name="mark"),
    path("roadmaps/<key:roadmap_key>/-/reset/", resets.reset, name="reset"),
    path("undo/<uuid:batch>/", undoing.undo, name="undo"),
]
