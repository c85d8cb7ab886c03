"""The pages of a person's own settings. None names a person: it is always the one who asks."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.edit_settings, name="settings"),
    path("theme/", views.switch_theme, name="settings_theme"),
    path("language/", views.switch_language, name="settings_language"),
    path("shortcuts/", views.switch_shortcuts, name="settings_shortcuts"),
    path("data/", views.download_data, name="settings_data"),
    path("delete/", views.delete_account, name="settings_delete"),
]
