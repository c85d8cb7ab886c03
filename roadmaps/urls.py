from django.urls import path

from roadmaps import views

urlpatterns = [
    path("roadmaps/", views.show_catalogue, name="catalogue"),
    path("roadmaps/<key:roadmap_key>/", views.show_roadmap, name="roadmap"),
    path("roadmaps/<key:roadmap_key>/<key:node_key>/", views.show_node, name="node"),
    path("roadmaps/<key:roadmap_key>/<key:node_key>/<key:topic_key>/", views.show_topic, name="topic"),
]
