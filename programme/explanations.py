"""What difficult words of the programme mean, in two or three sentences, and which guide says more.

A form says which of its fields wants which: `explain(self, activities="digital")`. The page then shows a question
mark beside the field's label.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Explanation:
    title: "_StrOrPromise"  # the question
    text: "_StrOrPromise"  # its answer
    guide: str  # which of docs/guides says more
    part: str  # where in it: the id of a heading


EXPLANATIONS = {
    "digital": Explanation(
        _("What counts as digital?"),
        _(
            "One of seven activities is enough: digital marketing, digital design, developing software or websites, "
            "looking after IT systems, cybersecurity, data analysis, programming robots or artificial intelligence. "
            "Office work with a computer does not count by itself."
        ),
        "hosts",
        "part-what-counts-as-digital",
    ),
    "digital_decision": Explanation(
        _("What counts as digital?"),
        _(
            "One of seven activities has to be part of the tasks. What the host ticked is a hint; you decide, and your "
            "answer stands on the agreement and in the reports."
        ),
        "coordinators",
        "part-what-counts-as-digital",
    ),
    "supervisor": Explanation(
        _("Supervisor or mentor?"),
        _(
            "The supervisor guides the work and signs the agreement. The mentor helps to settle in; better somebody "
            "else, so that the trainee has a second person to turn to."
        ),
        "hosts",
        "part-supervisor-and-mentor",
    ),
    "level": Explanation(
        _("Which level is mine?"),
        _(
            "The European level of what you are studying for: 3 or 4 for most vocational training, 5 for short higher "
            "education, 6 for a bachelor's, 7 for a master's, 8 for a doctorate."
        ),
        "trainees",
        "part-who-may-go-and-for-how-long",
    ),
    "graduate": Explanation(
        _("What is a recent graduate?"),
        _(
            "Somebody whose institution selected them before the degree, and whose stay ends within twelve months "
            "after it. Once you have the degree it is too late to be selected."
        ),
        "trainees",
        "part-who-may-go-and-for-how-long",
    ),
    "earlier": Explanation(
        _("Which stays count?"),
        _(
            "Every stay with Erasmus+ in the same study cycle, for studies or a traineeship, also one without a grant. "
            "Together they may have 12 months in a cycle, 24 in a one-cycle programme."
        ),
        "trainees",
        "part-who-may-go-and-for-how-long",
    ),
    "days": Explanation(
        _("How are the days counted?"),
        _(
            "In long stays of students each month counts as 30 days, so two calendar months may be 59 days. Short "
            "stays and those of staff are counted by the calendar."
        ),
        "trainees",
        "part-who-may-go-and-for-how-long",
    ),
    "virtual": Explanation(
        _("What is a virtual part?"),
        _(
            "Work or meetings online before, between or after the stay abroad, agreed in the programme. It makes stays "
            "of 5 to 30 days possible; it never takes the place of the stay."
        ),
        "hosts",
        "part-what-counts-as-digital",
    ),
    "pay": Explanation(
        _("Must we pay?"),
        _(
            "No. The grant comes from Erasmus+; what you pay or give in kind comes beside it, and some countries "
            "have laws of their own on the pay of trainees."
        ),
        "hosts",
        "part-what-it-costs",
    ),
    "call": Explanation(
        _("Which call pays?"),
        _(
            "The programme opens a call each year; its rules and rates hold for every stay it pays, also if the stay "
            "is in a later year. KA131 is for higher education, KA121 and KA122 for vocational training."
        ),
        "coordinators",
        "part-open-a-call",
    ),
}


def explain(form: "BaseForm", **fields: str) -> None:
    """Put explanations beside fields of `form`, by name; fields that it does not have are left out."""
    for name, which in fields.items():
        if name in form.fields:
            form.fields[name].explanation = EXPLANATIONS[which]  # type: ignore[attr-defined]
