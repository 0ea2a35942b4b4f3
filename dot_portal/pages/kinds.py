"""Who may go, kind by kind: sentences around the rules that the portal itself checks by (programme/rules)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme.rules.cycles import MONTHS_IN_ONE_CYCLE_STUDIES, MONTHS_PER_CYCLE
from programme.rules.days import DAYS_IN_A_MONTH, counted_days_360
from programme.rules.eligibility import RULES
from programme.rules.participants import KIND_NAMES, MONTHS_AFTER_GRADUATION, Kind, actions_for
from programme.rules.stays import FORMS, Form

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


@dataclass(frozen=True)
class Words:
    icon: str  # of lucide's
    short: "Text"
    line: "Text"
    counts: "Text"


WORDS = {
    Kind.HE_STUDENT: Words(
        "graduation-cap",
        gettext_lazy("Students"),
        gettext_lazy("You study at a university or college, in any subject and at any level from short cycle to doctorate."),
        gettext_lazy("Full-time work at a host, with at least one digital activity among your tasks. Attending courses does not count."),
    ),
    Kind.HE_GRADUATE: Words(
        "scroll-text",
        gettext_lazy("Recent graduates"),
        gettext_lazy("You are about to take your degree at a university or college, and want to go afterwards."),
        gettext_lazy("The same as for students. Your institution has to select you while you still study."),
    ),
    Kind.VET_LEARNER: Words(
        "wrench",
        gettext_lazy("VET learners"),
        gettext_lazy("You learn a trade at a vocational school, at a training centre or as an apprentice."),
        gettext_lazy("Work and learning in a company or another organisation, with at least one digital activity among your tasks."),
    ),
    Kind.VET_GRADUATE: Words(
        "badge-check",
        gettext_lazy("Recent VET graduates"),
        gettext_lazy("You have finished your vocational training, as an apprentice or at a school, not long ago."),
        gettext_lazy("The same as for learners. Your former school sends you."),
    ),
    Kind.STAFF: Words(
        "presentation",
        gettext_lazy("Staff of universities"),
        gettext_lazy("You teach or work at a university or college, and want to teach and work better with digital tools."),
        gettext_lazy("Training, a course, job shadowing or observation at a host abroad. A conference alone does not count."),
    ),
}  # fmt: skip

# What each rule asks, in a sentence; the rules themselves say whom they apply to and where they come from.
ASKS = {
    "R1": gettext_lazy("At least one of the seven digital activities is part of the work."),
    "R2": gettext_lazy(
        "The host may be a company, a public body, a school, a university, an institute, a foundation or an association. "
        "Bodies of the EU and organisations that manage its programmes cannot host."
    ),
    "R3": gettext_lazy("The host is neither in the country of your institution nor in the country where you live."),
    "R4": gettext_lazy("The stay is as long as said above. A month counts as 30 days in long stays."),
    "R5": gettext_lazy(
        "All your Erasmus+ stays in one study cycle take at most %(cycle)s months, in one-cycle studies such as "
        "medicine %(one_cycle)s. Stays without a grant count too."
    ),
    "R6": gettext_lazy(
        "Your institution selects you before the day of your degree, and the stay ends within %(after)s months of it."
    ),
    "R7": gettext_lazy("A short blended stay has a part that you do from home."),
    "R8": gettext_lazy("The short doctoral stay is for doctoral candidates."),
    "R9": gettext_lazy("The stay is as long as said above, counted in calendar days."),
    "R10": gettext_lazy("Days of travel do not count. Outside the programme countries the stay is longer."),
}

OF_VET_GRADUATES = gettext_lazy(
    "The stay is as long as said above, and ends within %(after)s months of your graduation."
)


@dataclass(frozen=True)
class Condition:
    rule: str
    sentence: str
    source: "Text"


@dataclass(frozen=True)
class WhoMayGo:
    code: str
    name: "Text"
    words: Words
    lengths: tuple[tuple["Text", str], ...]  # a form of stay, and how long it may be
    conditions: tuple[Condition, ...]
    actions: str


def who_may_go() -> Iterator[WhoMayGo]:
    for kind, words in WORDS.items():
        yield WhoMayGo(
            code=kind.value,
            name=KIND_NAMES[kind],
            words=words,
            lengths=tuple((form.name, length_of(form)) for form in FORMS.values() if kind in form.kinds),
            conditions=tuple(
                Condition(rule.code, asked(rule.code, kind), rule.source) for rule in RULES if kind in rule.kinds
            ),
            actions=", ".join(actions_for(kind)),
        )


def asked(rule: str, kind: Kind) -> str:
    sentence = OF_VET_GRADUATES if (rule, kind) == ("R9", Kind.VET_GRADUATE) else ASKS[rule]
    return str(sentence) % {
        "cycle": MONTHS_PER_CYCLE,
        "one_cycle": MONTHS_IN_ONE_CYCLE_STUDIES,
        "after": MONTHS_AFTER_GRADUATION,
    }


def length_of(form: Form) -> str:
    """Long student stays are told in months, as everybody speaks of them, all others in days."""
    if form.count is counted_days_360:
        months = form.most // DAYS_IN_A_MONTH
        return ngettext("%(least)s to %(most)s month", "%(least)s to %(most)s months", months) % {
            "least": form.least // DAYS_IN_A_MONTH,
            "most": months,
        }
    return _("%(least)s to %(most)s days") % {"least": form.least, "most": form.most}
