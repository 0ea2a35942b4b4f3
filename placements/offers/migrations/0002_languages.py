import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="language",
            field=models.CharField(default="en", max_length=8, verbose_name="language you write in"),
        ),
        migrations.CreateModel(
            name="OfferText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=8, verbose_name="language")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("tasks", models.TextField(max_length=4000, verbose_name="tasks")),
                (
                    "virtual_description",
                    models.TextField(blank=True, max_length=1000, verbose_name="the virtual part"),
                ),
                ("in_kind", models.CharField(blank=True, max_length=300, verbose_name="benefits in kind")),
                (
                    "questions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=3
                    ),
                ),
                ("changed", models.DateTimeField(auto_now=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="offers.offer"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer in another language",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("offer", "language"),
                        name="offers_text_once_per_language",
                        violation_error_message="The offer is written in this language already.",
                    )
                ],
            },
        ),
    ]
