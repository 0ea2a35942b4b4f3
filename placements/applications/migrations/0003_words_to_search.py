import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from programme.codelists.ordering import search_key


def write_keys(apps, schema_editor):
    Application = apps.get_model("applications", "Application")
    found = list(Application.objects.select_related("trainee__user", "offer__host"))
    for application in found:
        user, offer, host = application.trainee.user, application.offer, application.offer.host
        name = application.shown.get("name") or f"{user.given_name} {user.family_name}"
        application.search_key = search_key(name, offer.title, host.legal_name, host.city_name)
    Application.objects.bulk_update(found, ["search_key"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_owner")]

    operations = [
        migrations.AddField("application", "search_key", models.TextField(default="", db_default="", editable=False)),
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "application",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="simple"), name="applications_words"
            ),
        ),
    ]
