from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordinators", "0002_office_faculty_deputy")]

    operations = [
        # A comparison with nothing counted as fulfilled, so one day alone was let in.
        migrations.RemoveConstraint("coordinator", "coordinators_away_from_until"),
        migrations.AddConstraint(
            "coordinator",
            models.CheckConstraint(
                condition=models.Q(away_from=None, away_until=None)
                | models.Q(away_from__isnull=False, away_until__isnull=False, away_until__gte=models.F("away_from")),
                name="coordinators_away_from_until",
                violation_error_message="The last day away lies before the first.",
            ),
        ),
    ]
