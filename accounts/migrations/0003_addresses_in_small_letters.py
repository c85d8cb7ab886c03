"""Every stored address in small letters and unique as stored."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def lower_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rows kept by hand or by an earlier version. Of two that would become one, the second stays as it is.

    That can only be letters beyond ASCII on SQLite, whose LOWER() leaves them alone.
    """
    User = apps.get_model("accounts", "User")
    for pk, email in User.objects.order_by("pk").values_list("pk", "email").iterator():
        lowered = email.lower()
        if lowered != email and not User.objects.filter(email=lowered).exclude(pk=pk).exists():
            User.objects.filter(pk=pk).update(email=lowered)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_language_and_shortcuts"),
    ]

    operations = [
        migrations.RunPython(lower_addresses, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                fields=("email",),
                name="user_email_stored_once",
                violation_error_message="Someone has this address already.",
            ),
        ),
    ]
