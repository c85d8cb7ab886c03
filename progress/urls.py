from django.urls import path

from progress import views

urlpatterns = [
    path("", views.show_home, name="home"),
    path(
        "roadmaps/<key:roadmap_key>/<key:node_key>/<key:topic_key>/mark/",
        views.mark,
        name="mark",
    ),
    path("roadmaps/<key:roadmap_key>/-/reset/", views.reset, name="reset"),
    path("undo/<uuid:batch>/", views.undo, name="undo"),
]
