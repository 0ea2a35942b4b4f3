import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from programme.codelists.ordering import search_key


def write_keys(apps, schema_editor):
    User = apps.get_model("users", "User")
    people = list(User.objects.only("given_name", "family_name", "email"))
    for person in people:
        person.search_key = search_key(f"{person.given_name} {person.family_name}", person.email)
    User.objects.bulk_update(people, ["search_key"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("users", "0001_initial")]

    operations = [
        migrations.AddField("user", "search_key", models.TextField(default="", editable=False)),
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "user",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="simple"), name="users_words"
            ),
        ),
    ]
