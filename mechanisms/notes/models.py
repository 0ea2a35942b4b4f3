"""Notes and tags that a body (an institution, a host) keeps on a thing, for its own people alone.

Both ends are named by label and id, as notifications name what they are about: this floor knows no stage. Who may
keep what is asked of the registry.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.codelists.ordering import sort_key

TIME_TO_UNDO = timedelta(minutes=10)
LONGEST_WORD = 40


class KeptQuerySet(models.QuerySet):
    def kept_by(self, body: models.Model) -> Self:
        return self.filter(body_label=body._meta.label_lower, body_id=body.pk)


class Kept(models.Model):
    """Something that belongs to a body."""

    body_label = models.CharField(max_length=100, editable=False)  # app_label.modelname
    body_id = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True


class AboutQuerySet(models.QuerySet):
    def about(self, row: models.Model) -> Self:
        return self.filter(about_label=row._meta.label_lower, about_id=row.pk)


class About(models.Model):
    """Something that is said about a thing."""

    about_label = models.CharField(max_length=100, editable=False)  # app_label.modelname
    about_id = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True


class NoteQuerySet(KeptQuerySet, AboutQuerySet):
    def there_for(self, user: Any) -> Self:
        """Those that are there, and those this author deleted a moment ago and may bring back."""
        just_deleted = Q(author=user, deleted_at__gt=timezone.now() - TIME_TO_UNDO)
        return self.filter(Q(deleted_at=None) | just_deleted)

    def forgettable(self) -> Self:
        return self.filter(deleted_at__lte=timezone.now() - TIME_TO_UNDO)


class Note(Kept, About):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))
    text = models.TextField(_("note"), max_length=4000)
    created = models.DateTimeField(_("written"), default=timezone.now)
    changed = models.DateTimeField(_("changed"), null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = _("note")
        indexes = [
            models.Index(fields=["about_label", "about_id"], name="notes_about"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="notes_deleted"),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


def key_of(word: str) -> str:
    """What makes two words one tag: "Urgent" and "urgent"."""
    return sort_key(word)[: 2 * LONGEST_WORD]


class Tag(Kept):
    """A word of a body, used for any of its things."""

    word = models.CharField(_("tag"), max_length=LONGEST_WORD)
    sort_key = models.CharField(max_length=2 * LONGEST_WORD, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("tag")
        constraints = [
            models.UniqueConstraint(
                fields=["body_label", "body_id", "sort_key"],
                name="notes_tag_word_once",
                violation_error_message=_("This tag is there already."),
            )
        ]

    def __str__(self):
        return self.word

    def save(self, *args, **options):
        self.sort_key = key_of(self.word)
        super().save(*args, **options)


class Tagged(About):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="uses")

    objects = AboutQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "about_label", "about_id"], name="notes_tagged_once")]
        indexes = [models.Index(fields=["about_label", "about_id"], name="notes_tagged_about")]

    def __str__(self):
        return f"{self.tag}: {self.about_label} {self.about_id}"


def tags_of(rows: Iterable[models.Model], body: models.Model) -> Mapping[Any, list[Tag]]:
    """The tags that `body` gave each of these rows of one model, by primary key; no row is missing. One query."""
    rows, tags = list(rows), defaultdict(list)
    if not rows:
        return tags
    given = Tagged.objects.filter(
        about_label=rows[0]._meta.label_lower,
        about_id__in=[row.pk for row in rows],
        tag__in=Tag.objects.kept_by(body),
    )
    for tagged in given.select_related("tag").order_by("tag__sort_key"):
        tags[tagged.about_id].append(tagged.tag)
    return tags


def words_for(model: type[models.Model], body: models.Model) -> list[Tag]:
    """The tags of `body` that some row of `model` bears: the choices of a filter. One query."""
    used = Tagged.objects.filter(tag=models.OuterRef("pk"), about_label=model._meta.label_lower)
    return list(Tag.objects.kept_by(body).filter(models.Exists(used)))


def tagged_with(rows: models.QuerySet, tag: Any, body: models.Model) -> models.QuerySet:
    """Of `rows`, those that `body` gave this tag (the Tag or its primary key); another body's tag finds nothing."""
    given = Tagged.objects.filter(tag=tag, tag__in=Tag.objects.kept_by(body), about_label=rows.model._meta.label_lower)
    return rows.filter(pk__in=given.values("about_id"))
