"""An offer's free text in one more language than the one it was written in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

FREE_TEXTS = ("title", "tasks", "virtual_description", "in_kind", "questions")
MAX_QUESTIONS = 3
CAPITAL = {"de", "el", "en", "ga", "mt", "nl"}  # in these a language is written with a capital within a sentence


def language_name(code: str) -> str:
    """The language in the reader's words, as within a sentence: "German", "allemand".

    One that Django does not know is named by its code.
    """
    name = _("Maltese") if code == "mt" else _name(code, "name_translated")
    return name if (get_language() or "en")[:2] in CAPITAL else name[:1].lower() + name[1:]


def own_language_name(code: str) -> str:
    """The language in its own words: "Deutsch", as whoever looks for it reads it."""
    return "Malti" if code == "mt" else _name(code, "name_local")


def _name(code: str, which: str) -> str:
    try:
        return str(get_language_info(code)[which])
    except KeyError:
        return code


class OfferText(models.Model):
    """A further version of an offer; the offer itself holds the one its host wrote first."""

    offer = models.ForeignKey("offers.Offer", models.CASCADE, related_name="texts")
    language = models.CharField(gettext_lazy("language"), max_length=8)
    title = models.CharField(gettext_lazy("title"), max_length=120)
    tasks = models.TextField(gettext_lazy("tasks"), max_length=4000)
    virtual_description = models.TextField(gettext_lazy("the virtual part"), max_length=1000, blank=True)
    in_kind = models.CharField(gettext_lazy("benefits in kind"), max_length=300, blank=True)
    questions = ArrayField(models.CharField(max_length=200), size=MAX_QUESTIONS, default=list, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["language"]
        verbose_name = gettext_lazy("offer in another language")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "language"],
                name="offers_text_once_per_language",
                violation_error_message=gettext_lazy("The offer is written in this language already."),
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def own_language_name(self) -> str:
        return own_language_name(self.language)

    def says_all_of(self, original) -> bool:
        """Neither more nor less than the version the host wrote first, which may have changed since."""
        return len(self.questions) == len(original.questions) and all(
            bool(getattr(self, name)) == bool(getattr(original, name)) for name in FREE_TEXTS
        )
