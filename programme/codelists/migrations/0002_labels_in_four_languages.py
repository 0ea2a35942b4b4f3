from django.db import migrations, models

from programme.codelists.labels import InReadersOrder
from programme.codelists.ordering import sort_key

LABELLED = ("country", "iscedfield", "occupation", "skill", "term")
ROWS_AT_ONCE = 1000


def key_the_english_labels(apps, schema_editor):
    """So that every list has its order before the labels of the other languages are loaded."""
    for name in LABELLED:
        model = apps.get_model("codelists", name)
        rows = list(model.objects.order_by().only("pk", "label_en"))
        for row in rows:
            row.label_keys = {"en": sort_key(row.label_en)}
        model.objects.bulk_update(rows, ["label_keys"], batch_size=ROWS_AT_ONCE)


def more_languages(name):
    return [
        migrations.AddField(
            name,
            "labels",
            models.JSONField(blank=True, default=dict, help_text="the other languages by their code"),
        ),
        migrations.AddField(name, "label_keys", models.JSONField(default=dict, editable=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [("codelists", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("skill", "plain_word_once"),
        migrations.RenameField("country", "name", "label_en"),
        migrations.RenameField("iscedfield", "name", "label_en"),
        migrations.RenameField("occupation", "label", "label_en"),
        migrations.RenameField("skill", "label", "label_en"),
        migrations.RenameField("term", "label", "label_en"),
        migrations.AlterField("country", "label_en", models.CharField(max_length=200)),
        migrations.AlterField("iscedfield", "label_en", models.CharField(max_length=200)),
        *(operation for name in LABELLED for operation in more_languages(name)),
        *(
            migrations.AddField(
                name, "words", models.JSONField(blank=True, default=dict, help_text="other labels by language")
            )
            for name in ("occupation", "skill")
        ),
        migrations.AlterModelOptions(
            "country",
            {"ordering": [InReadersOrder()], "verbose_name": "country", "verbose_name_plural": "countries"},
        ),
        migrations.AlterModelOptions(
            "occupation",
            {"ordering": [InReadersOrder(), "id"], "verbose_name": "occupation", "verbose_name_plural": "occupations"},
        ),
        migrations.AlterModelOptions(
            "skill",
            {
                "ordering": [InReadersOrder(), "id"],
                "verbose_name": "digital skill",
                "verbose_name_plural": "digital skills",
            },
        ),
        migrations.AlterModelOptions(
            "term",
            {
                "ordering": ["vocabulary", "position", InReadersOrder()],
                "verbose_name": "term",
                "verbose_name_plural": "terms",
            },
        ),
        migrations.RemoveField("country", "sort_key"),
        migrations.RemoveField("iscedfield", "sort_key"),
        migrations.AlterField(
            "term",
            "position",
            models.PositiveSmallIntegerField(help_text="0 in a list that follows the reader's alphabet"),
        ),
        migrations.AddConstraint(
            "skill",
            models.UniqueConstraint(
                condition=models.Q(("source", "plain")), fields=("label_en",), name="plain_word_once"
            ),
        ),
        migrations.RunPython(key_the_english_labels, migrations.RunPython.noop),
    ]
