"""The pages of a person's own settings. None names a person: it is always the one who asks."""

from django.urls import path

from accounts import views
from accounts.providers.views import part

urlpatterns = [
    path("", views.edit_settings, name="settings"),
    path("theme/", views.switch_theme, name="settings_theme"),
    path("language/", views.switch_language, name="settings_language"),
    path("shortcuts/", views.switch_shortcuts, name="settings_shortcuts"),
    path("data/", views.download_data, name="settings_data"),
    path("providers/<int:account_id>/part/", part, name="settings_part"),
    path("second-factor/", views.explain_factor, name="settings_second_factor"),
    path("sessions/", views.list_sessions, name="settings_sessions"),
    path("sessions/end-others/", views.end_other_sessions, name="settings_end_sessions"),
    path("sessions/<int:session_id>/end/", views.end_session, name="settings_end_session"),
    path("delete/", views.delete_account, name="settings_delete"),
]
