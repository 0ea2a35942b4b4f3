from django.db import migrations

from programme.codelists.labels import InReadersOrder


class Migration(migrations.Migration):
    dependencies = [
        ("codelists", "0002_labels_in_four_languages"),
        ("trainees", "0002_faculty"),
    ]

    operations = [
        migrations.AlterModelOptions(
            "traineelanguage", {"ordering": ["-level__position", InReadersOrder("language__label_keys")]}
        ),
    ]
