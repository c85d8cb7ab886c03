"""Signing in through other sites. Instead of allauth's addresses: those take scopes from whoever made the link."""

from django.urls import path

from accounts.providers import views

urlpatterns = [
    path("github/login/", views.begin, {"provider": "github"}, name="github_login"),
    path("github/login/callback/", views.finish, {"provider": "github"}, name="github_callback"),
    path("google/login/", views.begin, {"provider": "google"}, name="google_login"),
    path("google/login/callback/", views.finish, {"provider": "google"}, name="google_callback"),
]
