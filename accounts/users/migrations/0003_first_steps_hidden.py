from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0002_words_to_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="first_steps_hidden",
            field=models.BooleanField(default=False),
        ),
    ]
