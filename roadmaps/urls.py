from django.urls import path

from roadmaps.views import catalogue, downloads, pages, sitemap

urlpatterns = [
    path("roadmaps/", catalogue.show_catalogue, name="catalogue"),
    path("roadmaps/<key:roadmap_key>/", pages.show_roadmap, name="roadmap"),
    path("roadmaps/<key:roadmap_key>.yaml", downloads.download_roadmap, {"form": "yaml"}, name="download-yaml"),
    path("roadmaps/<key:roadmap_key>.json", downloads.download_roadmap, {"form": "json"}, name="download-json"),
    path("roadmaps/<key:roadmap_key>.md", downloads.download_roadmap, {"form": "md"}, name="download-md"),
    path("roadmaps/<key:roadmap_key>/<key:node_key>/", pages.show_node, name="node"),
    path("roadmaps/<key:roadmap_key>/<key:node_key>/<key:topic_key>/", pages.show_topic, name="topic"),
    path("sitemap.xml", sitemap.show_sitemap, name="sitemap"),
    path("schema/roadmap.json", downloads.show_schema, name="schema"),
]
