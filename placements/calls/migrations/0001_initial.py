import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("codelists", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (2021, "2021"),
                            (2022, "2022"),
                            (2023, "2023"),
                            (2024, "2024"),
                            (2025, "2025"),
                            (2026, "2026"),
                            (2027, "2027"),
                        ],
                        help_text="The year of the programme's call that pays. Its rules and rates apply to every stay.",
                        verbose_name="call year",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("KA131", "KA131: higher education, programme countries"),
                            ("KA171", "KA171: higher education, other countries"),
                            ("KA121", "KA121: vocational education and training, accredited"),
                            ("KA122", "KA122: vocational education and training, short project"),
                        ],
                        max_length=5,
                        verbose_name="action",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("opens", models.DateField(help_text="From this day on, trainees can apply.", verbose_name="opens on")),
                (
                    "closes",
                    models.DateField(help_text="The last day on which trainees can apply.", verbose_name="closes on"),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="codelists.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["-opens", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gte", models.F("opens"))),
                        name="calls_close_after_they_open",
                        violation_error_message="The call closes before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2021, 2027))),
                        name="calls_year_of_the_programme",
                        violation_error_message="The call year must be between 2021 and 2027.",
                    ),
                    models.UniqueConstraint(
                        fields=("institution", "year", "action", "title"),
                        name="calls_one_title_a_year",
                        violation_error_message="There is already a call with this title for this year and action.",
                    ),
                ],
            },
        ),
    ]
