import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hosts", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "host",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="simple"), name="hosts_words"
            ),
        ),
    ]
