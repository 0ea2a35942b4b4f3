"""A file somebody gave the portal. It has no address of its own: the stage's view asks who may see it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EXTENSIONS = {"application/pdf": "pdf", "application/zip": "zip", "text/csv": "csv"}


def stored_name(upload: "Upload", _given_name: str) -> str:
    """A name nobody can guess or choose: yyyy/mm/<random>.<extension of the content's type>."""
    extension = EXTENSIONS.get(upload.content_type, "bin")
    return f"{upload.created:%Y/%m}/{uuid.uuid4().hex}.{extension}"


class UploadQuerySet(models.QuerySet):
    def unused(self):
        """Files that no row of any app refers to; the apps are not known here, their foreign keys are."""
        rows = self
        for relation in Upload._meta.get_fields(include_hidden=True):
            if relation.auto_created and (relation.one_to_many or relation.one_to_one):
                users = relation.related_model._base_manager.filter(**{relation.field.attname: models.OuterRef("pk")})
                rows = rows.exclude(models.Exists(users))
        return rows


class Upload(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name=_("owner"))
    file = models.FileField(_("file"), upload_to=stored_name, max_length=100)
    name = models.CharField(_("name"), max_length=120)  # as the owner called it, cleaned
    content_type = models.CharField(_("type"), max_length=100)  # found in the content, never what the browser said
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    created = models.DateTimeField(_("uploaded"), default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self):
        return self.name
