"""The rules R1 to R10 on who may go where, and for how long (rules 1, 2 and 9).

Each rule is a function from Facts to its verdict, or to None where it has nothing to say. RULES lists them with
the kinds they apply to. What is not known yet is never blocked: it is to check.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from programme.rules.cycles import months_allowed
from programme.rules.days import Count, calendar_days, counted_days_360, earliest_end, latest_end, months_of
from programme.rules.facts import Facts
from programme.rules.findings import Figure, Finding, Outcome, Verdict, blocked, passed, to_check, worst
from programme.rules.hosts import BARRED_HOSTS, HOSTS_TO_CHECK, OPEN_HOSTS
from programme.rules.participants import EVERYBODY, GRADUATES, HE_LEARNERS, LEARNERS, VET_LEARNERS, Kind, last_day_after
from programme.rules.stays import FORMS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

# For staff the programme bars the country of residence; for students two universities say so (local).
KINDS_NOT_AT_HOME = EVERYBODY

UNDATED = _("The dates are not known yet.")
LENGTH_KEPT: dict[Count, "Text"] = {
    counted_days_360: _("Length in days, each month counted as 30: {days}. Allowed: {least} to {most}."),
    calendar_days: _("Length in calendar days: {days}. Allowed: {least} to {most}."),
}
LENGTH_MISSED: dict[Count, "Text"] = {
    counted_days_360: _(
        "Length in days, each month counted as 30: {days}. Allowed: {least} to {most}. "
        "With this start the stay can end from {earliest_end} to {latest_end}."
    ),
    calendar_days: _(
        "Length in calendar days: {days}. Allowed: {least} to {most}. "
        "With this start the stay can end from {earliest_end} to {latest_end}."
    ),
}


def digital_activity(facts: Facts) -> Verdict:
    """R1: at least one of DS1 to DS7, and not only tasks of NX1 to NX4."""
    if facts.activities is None:
        return to_check(_("The tasks are not known yet."))
    figures: dict[str, Figure] = {"activities": facts.activities, "exclusions": facts.exclusions}
    if not facts.activities and facts.exclusions:
        return blocked(_("The tasks are only of kinds that do not count as digital by themselves."), **figures)
    if not facts.activities:
        return blocked(_("None of the seven digital activities is part of the tasks."), **figures)
    if facts.exclusions:
        return passed(_("The tasks contain a digital activity that counts, beside others that do not."), **figures)
    return passed(_("The tasks contain a digital activity that counts."), **figures)


def open_host(facts: Facts) -> Verdict:
    """R2: the kind of organisation may host."""
    kind = facts.host_kind
    if kind in BARRED_HOSTS:
        return blocked(BARRED_HOSTS[kind], host_kind=kind)
    if kind in HOSTS_TO_CHECK:
        return to_check(HOSTS_TO_CHECK[kind], host_kind=kind)
    if kind not in OPEN_HOSTS:
        return to_check(_("The kind of the host organisation is not known yet."), host_kind=kind)
    return passed(_("This kind of organisation may host."), host_kind=kind)


def abroad(facts: Facts) -> Verdict:
    """R3: the host country is neither that of the sending institution nor that of residence."""
    host, sending, residence = facts.host_country, facts.sending_country, facts.residence_country
    figures: dict[str, Figure] = {"host_country": host, "sending_country": sending, "residence_country": residence}
    if host is None:
        return to_check(_("The host's country is not known yet."), **figures)
    if host == sending:
        return blocked(_("The host is in the country of the sending institution. A stay is always abroad."), **figures)
    if facts.kind in KINDS_NOT_AT_HOME and host == residence:
        return blocked(_("The host is in the country of residence. A stay is always abroad."), **figures)
    if sending is None:
        return to_check(_("The sending institution's country is not known yet."), **figures)
    if facts.kind in KINDS_NOT_AT_HOME and residence is None:
        return to_check(_("The country of residence is not known. The host must not be there."), **figures)
    return passed(_("The host is neither in the sending country nor in the country of residence."), **figures)


def length(facts: Facts) -> Verdict:
    """R4, and the first half of R9 and R10: the days keep within the limits of the form of stay."""
    form = facts.stay_form
    if form is None or facts.days is None or facts.start is None or facts.end is None:
        return to_check(UNDATED)
    figures: dict[str, Figure] = {
        "form": form.code,
        "days": facts.days,
        "calendar_days": calendar_days(facts.start, facts.end),
        "least": form.least,
        "most": form.most,
    }
    if form.least <= facts.days <= form.most:
        return passed(LENGTH_KEPT[form.count], **figures)
    figures["earliest_end"] = earliest_end(facts.start, form.least, form.count)
    figures["latest_end"] = latest_end(facts.start, form.most, form.count)
    return blocked(LENGTH_MISSED[form.count], **figures)


def months_left(facts: Facts) -> Verdict:
    """R5: earlier stays of this study cycle and this one take at most 12 months (24 in one-cycle studies)."""
    cap = months_allowed(one_cycle=facts.one_cycle)
    used = facts.months_used
    if used is None:
        return to_check(_("Earlier stays in this study cycle are not known. They count towards {cap} months."), cap=cap)
    if used >= cap:
        return blocked(_("All {cap} months of this study cycle are used up."), cap=cap, used=used)
    if facts.days is None:
        return to_check(UNDATED, cap=cap, used=used)
    figures: dict[str, Figure] = {"cap": cap, "used": used, "total": used + months_of(facts.days)}
    if used + months_of(facts.days) > cap:
        return blocked(
            _("Months used in this study cycle: {used}. With this stay: {total}. Allowed: {cap}. Make it shorter."),
            **figures,
        )
    return passed(_("Months used in this study cycle: {used}. With this stay: {total}. Allowed: {cap}."), **figures)


def soon_after_graduation(facts: Facts) -> Verdict:
    """The second half of R6 and R9: a graduate's stay ends within 12 months of the graduation."""
    graduated, end = facts.graduation_date, facts.end
    if graduated is None:
        return to_check(_("The date of graduation is not known yet."))
    figures: dict[str, Figure] = {"graduated": graduated, "end": end, "last_day": last_day_after(graduated)}
    if end is None:
        return to_check(_("The stay must end by {last_day}, 12 months after the graduation."), **figures)
    if end > last_day_after(graduated):
        return blocked(
            _("The stay ends on {end}. It must end by {last_day}, 12 months after the graduation."), **figures
        )
    return passed(_("The stay ends by {last_day}, 12 months after the graduation."), **figures)


def selected_before_graduation(facts: Facts) -> Verdict:
    """The first half of R6: the institution selected the graduate before the degree date."""
    graduated, selected = facts.graduation_date, facts.selected_on
    if graduated is None:
        return to_check(_("The date of graduation is not known yet."))
    figures: dict[str, Figure] = {"graduated": graduated, "selected": selected}
    if selected is None and facts.today < graduated:
        return to_check(_("The selection must be made before the degree date, {graduated}."), **figures)
    if selected is None:
        return blocked(_("No selection was made before the degree date, {graduated}."), **figures)
    if selected >= graduated:
        return blocked(
            _("The selection was made on {selected}. It must be made before the degree date, {graduated}."), **figures
        )
    return passed(_("The selection was made on {selected}, before the degree date, {graduated}."), **figures)


def recent_he_graduate(facts: Facts) -> Verdict:
    """R6: selected before the degree date, and the stay ends within 12 months of it."""
    return worst(soon_after_graduation(facts), selected_before_graduation(facts))


def virtual_part(facts: Facts) -> Verdict | None:
    """R7: a short blended stay has a virtual part."""
    if facts.stay_form is not FORMS["he_blended"]:
        return None
    if facts.virtual_part is None:
        return to_check(_("A short stay needs a virtual part. Whether there is one is not known yet."))
    if not facts.virtual_part:
        return blocked(_("A short stay needs a virtual part, and this one has none."))
    return passed(_("The short stay has its virtual part."))


def doctoral_level(facts: Facts) -> Verdict | None:
    """R8: a short doctoral stay is for doctoral candidates, EQF 8."""
    if facts.stay_form is not FORMS["he_doctoral"]:
        return None
    if facts.eqf is None:
        return to_check(_("A short doctoral stay is for doctoral candidates. The level of study is not known yet."))
    if facts.eqf != 8:
        return blocked(_("A short doctoral stay is for EQF level 8. The level of study is {eqf}."), eqf=facts.eqf)
    return passed(_("The stay is that of a doctoral candidate."), eqf=facts.eqf)


def vet_stay(facts: Facts) -> Verdict:
    """R9: a VET stay has 10 to 89 or 90 to 365 days; a graduate's ends within 12 months of the graduation."""
    if facts.kind in GRADUATES:
        return worst(length(facts), soon_after_graduation(facts))
    return length(facts)


def staff_training(facts: Facts) -> Verdict:
    """R10: 2 to 60 days, outside the programme countries 5 to 60; and more than a conference."""
    measured = length(facts)
    least = FORMS["staff_elsewhere"].least
    if facts.host_country_in_programme is None and facts.days is not None and facts.days < least:
        unplaced = to_check(
            _("Length in calendar days: {days}. Outside the programme countries at least {least} are needed."),
            **measured.figures | {"least": least},
        )
        return worst(measured, unplaced)
    if facts.conference_only:
        conference = to_check(_("A conference is not staff training. The programme must contain more."))
        return worst(measured, conference)
    return measured


@dataclass(frozen=True)
class Rule:
    code: str
    kinds: tuple[Kind, ...]
    check: Callable[[Facts], Verdict | None]
    source: "Text"  # what a reader can look up
    overridable: bool = False  # rules 9: a coordinator may go on with R1 blocked, and with no other


AGREEMENT = _("Erasmus+ Learning Agreement for Traineeships, note on digital skills")  # rules 1
HOSTS = _("Erasmus+ Programme Guide, host organisations")  # rules 2.3
LENGTH = _("Erasmus+ Programme Guide, duration")  # rules 2.1
DAY_COUNT = _("Erasmus+ Programme Guide, duration; the Commission's day count")  # rules 2.1, 3.6
ACCOUNT = _("Erasmus+ Programme Guide, 12 months per study cycle")  # rules 2.2

RULES = (
    Rule("R1", LEARNERS, digital_activity, AGREEMENT, overridable=True),
    Rule("R2", EVERYBODY, open_host, HOSTS),
    Rule("R3", EVERYBODY, abroad, HOSTS),
    Rule("R4", HE_LEARNERS, length, DAY_COUNT),
    Rule("R5", HE_LEARNERS, months_left, ACCOUNT),
    Rule("R6", (Kind.HE_GRADUATE,), recent_he_graduate, LENGTH),
    Rule("R7", (Kind.HE_STUDENT,), virtual_part, LENGTH),
    Rule("R8", (Kind.HE_STUDENT,), doctoral_level, LENGTH),
    Rule("R9", VET_LEARNERS, vet_stay, LENGTH),
    Rule("R10", (Kind.STAFF,), staff_training, LENGTH),
)


def findings(facts: Facts) -> tuple[Finding, ...]:
    """What every rule that applies says of this stay, in the order of the rules."""
    return tuple(
        Finding(rule.code, verdict.outcome, verdict.text, verdict.figures, rule.source, rule.overridable)
        for rule in RULES
        if facts.kind in rule.kinds and (verdict := rule.check(facts)) is not None
    )


def summary(found: Iterable[Finding]) -> Literal["eligible", "being_checked", "not_eligible"]:
    """All that a host gets to know of the findings, besides the allowed dates."""
    outcomes = {finding.outcome for finding in found}
    if Outcome.BLOCKED in outcomes:
        return "not_eligible"
    return "being_checked" if Outcome.TO_CHECK in outcomes else "eligible"
