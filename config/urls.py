"""The site map."""

from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import RedirectView, TemplateView

from accounts import recovery
from accounts.admin import secure_sign_in
from config.pages import show_favicon, show_logo, show_manifest
from roadmaps.converters import KeyConverter

register_converter(KeyConverter, "key")
secure_sign_in(admin.site)

handler400 = "config.errors.show_bad_request"
handler500 = "operation.views.show_failure"

urlpatterns = [
    path("", include("progress.urls")),
    path("", include("roadmaps.urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/sessions/", RedirectView.as_view(pattern_name="settings_sessions")),  # ours ends one of them too
    path("accounts/2fa/", RedirectView.as_view(pattern_name="settings")),  # which shows what is on, and the rest
    path("accounts/2fa/recovery-codes/", recovery.show_codes),  # these three stand before allauth's, under its names
    path("accounts/2fa/recovery-codes/download/", recovery.download_codes),
    path("accounts/2fa/recovery-codes/generate/", recovery.make_codes),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("accounts.providers.urls")),
    path("admin/", admin.site.urls),
    path("favicon.ico", show_favicon, name="favicon"),
    path("logo/<slug:shade>/", show_logo, name="logo"),
    path("site.webmanifest", show_manifest, name="manifest"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
]
