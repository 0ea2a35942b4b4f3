"""A long form in steps: one Form class, shown a part at a time, kept between them, and read once more at the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as now

from mechanisms.drafts.keeping import Kept, as_sent, hush, typed_in
from mechanisms.drafts.posted import as_posted, names_of, posted_by, words_of

SUMMARY = "summary"


@dataclass(frozen=True)
class FormStep:
    """A part of a form. `fields` names fields, or formsets of `form.lists`; those it lacks are left out."""

    slug: str
    title: Any
    fields: tuple[str, ...]
    template: str = "components/form_step_fields.html"  # gets `form` and `fields`, and the page's own context


class Answer(NamedTuple):
    """A line of the summary."""

    label: str
    words: list[str]
    errors: list[str]
    anchor: str


class Section(NamedTuple):
    step: FormStep
    url: str
    answers: list[Answer]
    is_begun: bool  # something was typed there, and not saved


class Dot(NamedTuple):
    """A step in the line: done, now or next; one that was filled in is a link."""

    label: str
    url: str
    status: str


class Steps:
    """Walk a person through a form with `steps` (a tuple of FormStep), and tell when it is sent.

    `make(data, files)` gives the form; with None it is unbound, and its initial values stand for the steps nobody has
    filled in. Every check runs over all that is known, and a step says only what concerns its own fields; what is
    said of the whole form stands on the summary. A view does:

        steps = Steps(request, "offers.new_offer", lambda data, files=None: OfferForm(data, files, host=host))
        if steps.is_sent: ... the verb, steps.forget(offer), redirect; a MoveRefused: steps.refuse(sentence)
        return steps.page("offers/new_offer.html", {...})

    `by_section`: the summary is the thing's own page, at `home`, and shows it as it is stored; each step is opened
    from there and saved by itself, whatever was begun in the others. `last` names the summary where its button saves
    and does not send.
    """

    def __init__(
        self,
        request: HttpRequest,
        key: str,
        make: Callable[..., Any],
        *,
        by_section: bool = False,
        home: str = "",
        last: str = "",
    ) -> None:
        self.last = last or now("Check and send")
        self.request, self.by_section, self.home = request, by_section, home
        self.kept = Kept(request, key)
        self._blank = make(None)
        self.all = [step for step in self._blank.steps if list(self._parts_of(self._blank, step))]
        self._sent = self._what_was_sent()
        self.form = make(self._whole(), request.FILES if request.method == "POST" else None)
        self.is_valid = self.form.is_valid()
        self.current = self._asked_for()
        self.kept.part = self.current.slug if self.current else SUMMARY
        self._is_right = {step.slug: not self._is_wrong(step) for step in self.all}
        self._store()

    # --- what is known ---------------------------------------------------------------------------

    def _parts_of(self, form: Any, step: FormStep) -> Iterator[Any]:
        """The bound fields and the formsets of a step, in its order."""
        for name in step.fields:
            if name in form.fields:
                yield form[name]
            elif name in getattr(form, "lists", {}):
                yield form.lists[name]

    def _owns(self, step: FormStep, name: str) -> bool:
        if name in step.fields:  # a field that the form has only once it knows more
            return True
        for part in self._parts_of(self._blank, step):
            if name.startswith(f"{part.prefix}-") if hasattr(part, "forms") else name in names_of(part):
                return True
        return False

    def _what_was_sent(self) -> dict[str, dict[str, list[str]]]:
        """By step; a form sent whole counts whole."""
        if self.request.method != "POST":
            return {}
        typed = typed_in(self.request.POST)
        asked = self.request.GET.get("step")
        sent = {}
        for step in self.all:
            values = {name: several for name, several in typed.items() if self._owns(step, name)}
            if values or step.slug == asked:
                sent[step.slug] = values
        return sent

    def _whole(self) -> Any:
        known = self._known
        return as_sent([known.get(step.slug) or self._untouched(step, known) for step in self.all])

    @property
    def _known(self) -> dict[str, dict[str, list[str]]]:
        """What was filled in, by step."""
        asked = self.request.GET.get("step")
        kept = {slug: part for slug, part in self.kept.parts.items() if not self.by_section or slug == asked}
        return kept | self._sent

    def _untouched(self, step: FormStep, known: dict) -> dict[str, list[str]]:
        """What the step says by itself, where nobody has filled it in; nothing, where all of it was emptied."""
        values: dict[str, list[str]] = {}
        if step.slug not in known:
            for part in self._parts_of(self._blank, step):
                values |= as_posted(part) if hasattr(part, "forms") else posted_by(part)
        return values

    def _is_wrong(self, step: FormStep) -> bool:
        fields = (part for part in self._parts_of(self.form, step) if not hasattr(part, "forms"))
        return any(field.errors for field in fields) or any(self._errors_of_lists(step))

    def _errors_of_lists(self, step: FormStep) -> Iterator[str]:
        for part in self._parts_of(self.form, step):
            if hasattr(part, "forms"):
                yield from self._errors_in(part)

    def _errors_in(self, rows: Any) -> Iterator[str]:
        """With the name of the field: they stand above the form, far from their line."""
        yield from rows.non_form_errors()
        for row in rows.forms:
            for name, errors in row.errors.items():
                yield from (f"{row.fields[name].label} – {error}" for error in errors)

    # --- where the person is ---------------------------------------------------------------------

    def _asked_for(self) -> FormStep | None:
        """The step of the address, None for the summary; without one, the first that is not done."""
        asked = self.request.GET.get("step")
        found = next((step for step in self.all if step.slug == asked), None)
        if found or asked == SUMMARY or self.by_section:
            return found
        return self._first_open(self.all)

    def _first_open(self, among: list[FormStep]) -> FormStep | None:
        known = self._known
        return next((step for step in among if step.slug not in known or self._is_wrong(step)), None)

    def url(self, step: FormStep | None, **more: str) -> str:
        asked = self.request.GET.copy()
        asked.pop("check", None)
        asked["step"] = step.slug if step else SUMMARY
        for name, value in more.items():
            asked[name] = value
        return f"?{asked.urlencode()}"

    @property
    def here(self) -> str:
        return self.url(self.current)

    @property
    def number(self) -> int:
        return self.all.index(self.current) + 1 if self.current else len(self.all) + 1

    @property
    def total(self) -> int:
        return len(self.all) + 1

    @property
    def previous(self) -> FormStep | None:
        """The step before this one; None on the first."""
        return self.all[self.number - 2] if self.number > 1 and not self.by_section else None

    @property
    def line(self) -> list[Dot]:
        known = self._known
        dots = []
        for step in self.all:
            done = step.slug in known and self._is_right[step.slug]
            status = "now" if step == self.current else "done" if done else "next"
            dots.append(Dot(step.title, self.url(step) if step.slug in known and status != "now" else "", status))
        return [*dots, Dot(self.last, "", "next" if self.current else "now")]

    # --- what was pressed --------------------------------------------------------------------------

    @property
    def is_sent(self) -> bool:
        """The last button was pressed on what is shown, and everything is right."""
        return self.kept.act == "send" and self.is_valid and not self._is_sent_before and not self._is_stale

    @property
    def _is_sent_before(self) -> bool:
        """The summary sent twice: the first time did it all, and nothing is kept any more."""
        return self.kept.act == "send" and not self._sent and bool(self.kept.row and self.kept.row.sent_to)

    @cached_property
    def _is_stale(self) -> bool:
        """The summary was read before something changed in another window: it must be read again."""
        base = self.request.POST.get("draft_base")
        return self.kept.act == "send" and not self._sent and base is not None and base != self.base

    @property
    def base(self) -> str:
        """What this page knew when it was opened: one part, or for the summary all of them."""
        return (
            self.kept.base if self.current else ".".join(sorted(self.kept.row.marks.values())) if self.kept.row else ""
        )

    def _store(self) -> None:
        if self.request.method == "POST" and self._sent and not self.is_sent:
            self.kept.store(self._sent)
        elif self._is_stale and not self._is_sent_before:
            self.kept.is_changed_elsewhere = True

    def forget(self, sent_to: Any = "") -> None:
        """The verb is done; `sent_to` (a thing or an address) is where a button pressed twice leads."""
        if self.by_section:
            self.kept.forget_part()
        else:
            self.kept.forget(sent_to)

    def refuse(self, sentence: Any) -> None:
        """The verb said no: the page says why, and all is kept."""
        self.form.add_error(None, sentence)
        self.is_valid = False
        if self._sent:
            self.kept.store(self._sent)

    def page(self, template: str, context: dict | None = None) -> HttpResponseBase:
        """Where the button leads, or the page of this step."""
        return self._way_on() or self._draw(template, context or {})

    def _way_on(self) -> HttpResponseBase | None:
        if self._is_sent_before:
            return redirect(self.kept.row.sent_to)
        if self.kept.problem:
            return None
        if self.kept.act == "later":
            return self.kept.later(self.home)
        if self.kept.act == "back":
            return HttpResponseRedirect(self.url(self.previous))
        if self.kept.act == "next" and self.current and self._is_right[self.current.slug]:
            return HttpResponseRedirect(self.url(self._first_open(self.all[self.number :])))
        return None

    def _draw(self, template: str, context: dict) -> HttpResponseBase:
        if self.kept.is_changed_elsewhere and self.kept.row:  # what is shown now may be sent over the other
            self.kept.row.refresh_from_db()
        if self.current is None:
            self.is_read = self.kept.act == "send" or bool(self.mistakes)
        elif self.request.method == "POST" or "check" in self.request.GET:
            self._say_what_concerns(self.current)
        else:
            hush(self.form)
        return render(self.request, template, context | {"steps": self, "form": self.form, "page": context})

    def _say_what_concerns(self, step: FormStep) -> None:
        """Of all that is wrong, leave what this step can put right."""
        finding = self.kept.act == "find"
        said = [] if finding else list(self._errors_of_lists(step))
        if self.by_section and self.kept.act == "send":
            said += self.form.non_field_errors()
            self.elsewhere = [other for other in self.all if other != step and not self._is_right[other.slug]]
        for name in set(self.form.errors) - ({self.request.POST["find"]} if finding else set(step.fields)):
            del self.form.errors[name]
        for error in said:
            self.form.add_error(None, error)

    # --- what the templates read -------------------------------------------------------------------

    elsewhere: "list[FormStep] | tuple" = ()  # other sections that must be put right first

    @property
    def fields(self) -> list[Any]:
        """The fields and formsets of the step that is shown."""
        return list(self._parts_of(self.form, self.current)) if self.current else []

    @cached_property
    def sections(self) -> list[Section]:
        """The whole form in the reader's words, step by step."""
        begun = self.kept.parts if self.by_section else ()
        return [Section(step, self.url(step), list(self._answers(step)), step.slug in begun) for step in self.all]

    def _answers(self, step: FormStep) -> Iterator[Answer]:
        for part in self._parts_of(self.form, step):
            if hasattr(part, "forms"):
                rows = [", ".join(word for bound in row for word in words_of(bound)) for row in part.forms]
                answer = Answer(part.label, [row for row in rows if row], list(self._errors_in(part)), "")
            else:
                anchor = f"{part.auto_id}_0" if part.use_fieldset else part.id_for_label
                answer = Answer(part.label, words_of(part), list(part.errors), anchor)
            if answer.words or answer.errors:
                yield answer

    @property
    def mistakes(self) -> list[tuple[Answer, str, str]]:
        """(answer, error, link to its step) of all that is wrong."""
        return [
            (answer, error, f"{self.url(section.step, check='1')}#{answer.anchor}")
            for section in self.sections
            for answer in section.answers
            for error in answer.errors
        ]
