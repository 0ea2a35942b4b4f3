"""What an administrator writes for everybody, and what anybody may write back."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dot_portal.pages.markdown import to_html
from programme.rules.today import programme_today

FALLBACK = "en"  # what a reader gets whose own language a text does not have


def languages() -> list[tuple[str, str]]:
    """As a function, so that another language in the settings is no change of the database."""
    return settings.LANGUAGES


def readers_language() -> str:
    return get_language() or FALLBACK


class Page(models.Model):
    """One of our few standing texts in one language, as an administrator changed it; see texts.py for ours."""

    class Slug(models.TextChoices):
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        IMPRINT = "imprint", _("Who runs this portal")
        FUNDING = "funding", _("Funding")

    slug = models.CharField(max_length=20, choices=Slug)
    language = models.CharField(_("language"), max_length=10, choices=languages)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=40_000)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="pages_one_text_a_language")]

    def __str__(self):
        return f"{self.title} ({self.language})"


class Operator(models.Model):
    """Who runs this portal, once: what the standing texts name. Everything may still be empty."""

    name = models.CharField(_("name of the organisation"), max_length=200, blank=True)
    represented_by = models.CharField(_("represented by"), max_length=200, blank=True)
    address = models.TextField(_("postal address"), max_length=400, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    register = models.CharField(
        _("register and number"), max_length=200, blank=True, help_text=_("Trade register, VAT number or the like.")
    )
    data_protection = models.CharField(
        _("data protection officer"), max_length=300, blank=True, help_text=_("How the person is reached.")
    )
    data_authority = models.CharField(
        _("data protection authority"),
        max_length=300,
        blank=True,
        help_text=_("To whom somebody can complain about the use of personal data: its name and web page."),
    )
    hosting = models.CharField(
        _("where the data are kept"), max_length=300, blank=True, help_text=_("The company and the country.")
    )
    enforcement = models.CharField(
        _("body for complaints about accessibility"),
        max_length=300,
        blank=True,
        help_text=_("The enforcement body of your country: its name and web page."),
    )
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operator")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="pages_one_operator")]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The one row, or an empty one that is not saved."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class NewsItemQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(published_on__lte=programme_today())

    def for_reader(self, language: str) -> Self:
        """Of each item one text: in `language`, else in English, else in whatever language it has."""
        place = Case(When(language=language, then=Value(0)), When(language=FALLBACK, then=Value(1)), default=Value(2))
        one_each = self.order_by("slug", place, "language").distinct("slug")
        return self.filter(pk__in=one_each.values("pk")).order_by("-published_on", "slug")


class NewsItem(models.Model):
    """One piece of news in one language; its translations share the slug."""

    slug = models.SlugField(
        _("name in the address"), max_length=60, help_text=_("The translations of one item have the same.")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages, default=FALLBACK)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(
        _("text"), max_length=20_000, help_text=_("In Markdown. The first paragraph is its summary.")
    )
    published_on = models.DateField(
        _("published on"), default=programme_today, help_text=_("With a day ahead it appears on that day.")
    )
    changed = models.DateTimeField(auto_now=True)

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "slug"]
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="pages_news_one_text_a_language",
                violation_error_message=_("This item has a text in this language already."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news_item", args=[self.slug])

    def clean(self):
        if self.slug == "feed":
            raise ValidationError({"slug": _("The feed of all news has this address.")})

    @property
    def html(self) -> str:
        return to_html(self.body)

    @property
    def summary_html(self) -> str:
        """The first paragraph."""
        return to_html(self.body.replace("\r\n", "\n").strip().partition("\n\n")[0])


class FeedbackQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None)


class Feedback(models.Model):
    """What somebody wrote to those who run the portal, with or without an account."""

    class Topic(models.TextChoices):
        ACCESSIBILITY = "accessibility", _("Accessibility")
        QUESTION = "question", _("Question")

    topic = models.CharField(_("topic"), max_length=13, choices=Topic)
    page = models.CharField(_("page"), max_length=300, blank=True)
    text = models.TextField(_("message"), max_length=4000)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    created = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self):
        return f"{self.get_topic_display()}: {self.text[:60]}"

    def get_absolute_url(self):
        return reverse("feedback")
