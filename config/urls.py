"""The site map."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import TemplateView

from accounts.admin import secure_sign_in
from roadmaps.converters import KeyConverter

register_converter(KeyConverter, "key")
secure_sign_in(admin.site)

handler400 = "config.errors.show_bad_request"

urlpatterns = [
    path("", include("progress.urls")),
    path("", include("roadmaps.urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
]
