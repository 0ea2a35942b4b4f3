"""The application itself."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accounts.trainees.models import Trainee
from mechanisms.files.models import Upload
from mechanisms.files.validators import pdf
from placements.applications.eligibility import BARS_THE_HOST, findings_of, obstacles_to_sending
from placements.applications.forms.fields import DayField, LongTextField, in_words, side_by_side
from placements.applications.models import Application, kinds_for
from placements.offers.models import Offer
from programme.explanations import explain
from programme.rules.findings import Outcome
from programme.rules.participants import KIND_NAMES, Kind
from programme.rules.stays import forms_for
from programme.rules.today import programme_today

KEPT_CV = "applications.cv"  # salt of the hidden field that carries an uploaded CV past an error elsewhere
KEPT_FOR = 24 * 60 * 60  # seconds
SAID_BEFORE_THE_FORM = {"R1", *BARS_THE_HOST}  # other dates would not help


class CvInput(forms.FileInput):
    """A file field that says which file is chosen already."""

    template_name = "applications/_cv_input.html"
    chosen: Upload | None = None

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"chosen": self.chosen}


class ApplicationForm(forms.Form):
    """What a trainee sends. A draft may have gaps; whatever is filled in must be right in a draft too.

    A CV that was uploaded with another field in error is stored by the view and carried in `kept_cv`, signed.
    """

    use_required_attribute = False  # a draft is saved by the same form

    kind = forms.ChoiceField(label=_("You apply as"), widget=forms.RadioSelect)
    degree_date = DayField(
        label=_("Date of your degree"),
        required=False,
        help_text=_(
            "Only for recent graduates. Your institution must select you before this day, "
            "and the stay must end within 12 months after it."
        ),
    )
    motivation = LongTextField(
        label=_("Motivation"),
        max_length=Application._meta.get_field("motivation").max_length,
        help_text=_("Why this host, and what you would like to learn. Up to 2,000 characters."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    cv = forms.FileField(
        label=_("CV"),
        help_text=_("A PDF of up to 5 MB."),
        widget=CvInput(attrs={"accept": "application/pdf,.pdf"}),
        validators=[pdf],
    )
    kept_cv = forms.CharField(required=False, widget=forms.HiddenInput)
    starts = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"))

    def __init__(self, *args, offer: Offer, trainee: Trainee, cv: Upload | None = None, complete=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer, self.trainee, self.complete = offer, trainee, complete
        self.kinds = kinds_for(trainee, offer)
        self._offer_kinds()
        self._offer_dates()
        explain(self, starts="days", degree_date="graduate")
        text = offer.text_in(trainee.user.language)  # as the trainee reads it, and as the application keeps it
        self.questions = [f"answer_{number}" for number in range(len(text.questions))]
        for name, question in zip(self.questions, text.questions, strict=True):
            label = format_html('<span lang="{}">{}</span>', text.language, question)
            self.fields[name] = LongTextField(label=label, max_length=1000, help_text=_("Up to 1,000 characters."))
        # As they stand on the page: the list of mistakes goes by it.
        self.order_fields(["kind", "degree_date", "starts", "ends", "motivation", *self.questions, "cv"])
        for field in self.fields.values():
            field.required = field.required and complete
        self._choose(self._kept() or cv)
        self.helper = self._helper()

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = True
        who = [name for name in ("kind", "degree_date") if name in self.fields]
        helper.layout = Layout(*who, *side_by_side("starts", "ends"), "motivation", *self.questions, "cv", "kept_cv")
        return helper

    def _offer_kinds(self) -> None:
        if Kind.HE_GRADUATE not in self.kinds:
            del self.fields["degree_date"]
        if len(self.kinds) < 2:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [(kind, KIND_NAMES[kind]) for kind in self.kinds]

    def _offer_dates(self) -> None:
        self.fields["starts"].help_text = self._period()
        lengths = {
            form.code: now("%(form)s: %(least)s to %(most)s days.")
            % {"form": form.name, "least": form.least, "most": form.most}
            for kind in self.kinds
            for form in forms_for(kind, self.trainee.eqf, self.offer.virtual_part)
        }
        self.fields["ends"].help_text = " ".join(lengths.values())

    def _period(self) -> str:
        period = {"start": in_words(self.offer.starts_from), "end": in_words(self.offer.ends_by)}
        return now("This offer runs from %(start)s to %(end)s.") % period

    # --- the CV ---------------------------------------------------------------------------------

    def _kept(self) -> Upload | None:
        try:
            pk = signing.loads(self.data.get("kept_cv", ""), salt=KEPT_CV, max_age=KEPT_FOR)
        except signing.BadSignature:  # never signed, changed, or of another day: choose the file again
            return None
        return Upload.objects.filter(pk=pk, owner=self.trainee.user_id).first()

    def _choose(self, upload: Upload | None) -> None:
        self.chosen_cv = self.fields["cv"].widget.chosen = upload
        if upload is not None:
            self.fields["cv"].required = False

    def keep(self, upload: Upload) -> None:
        """Carry this file, though something else on the form is wrong."""
        self.data = self.data.copy()
        self.data["kept_cv"] = signing.dumps(upload.pk, salt=KEPT_CV)
        self._choose(upload)

    # --- what must be right -----------------------------------------------------------------------

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if starts and starts < programme_today():
            raise ValidationError(_("The first day lies in the past."))
        return self._within_the_period(starts)

    def clean_ends(self):
        ends, starts = self.cleaned_data["ends"], self.cleaned_data.get("starts")
        if ends and starts and ends < starts:
            raise ValidationError(_("The last day lies before the first."))
        return self._within_the_period(ends)

    def _within_the_period(self, day):
        if day and not self.offer.starts_from <= day <= self.offer.ends_by:
            raise ValidationError(self._period())
        return day

    def clean(self):
        data = super().clean()
        data["kind"] = data.get("kind") or self.kinds[0]
        if data["kind"] != Kind.HE_GRADUATE:
            data["degree_date"] = None
        elif "degree_date" not in self.errors:
            self._check_degree_date(data.get("degree_date"))
        named = {name: data.get(name) for name in ("kind", "degree_date", "starts", "ends")}
        planned = Application(offer=self.offer, trainee=self.trainee, institution=self.trainee.institution, **named)
        if self.complete:
            for finding in obstacles_to_sending(planned):
                self.add_error(None, finding.sentence)
        if planned.starts and planned.ends:
            self._say_what_the_dates_break(planned)
        return data

    def _say_what_the_dates_break(self, planned: Application) -> None:
        """Dates that the rules refuse are refused here, before a host answers in vain."""
        for finding in findings_of(planned):
            if finding.outcome == Outcome.BLOCKED and finding.rule not in SAID_BEFORE_THE_FORM:
                self.add_error("ends", finding.sentence)

    def _check_degree_date(self, day) -> None:
        if day is None and self.complete:
            self.add_error("degree_date", _("Say when you will have your degree."))
        elif day and day <= programme_today():
            self.add_error(
                "degree_date",
                _("This day is over. Recent graduates must be selected before their degree, so this way is closed."),
            )

    @property
    def values(self) -> dict:
        """What the verbs `draft` and `change` take."""
        names = ("kind", "degree_date", "motivation", "starts", "ends")
        answers = [self.cleaned_data[name] for name in self.questions]
        return {name: self.cleaned_data[name] for name in names} | {"answers": answers}

    @staticmethod
    def initial_of(application: Application) -> dict:
        names = ("kind", "degree_date", "motivation", "starts", "ends")
        answers = {f"answer_{number}": answer for number, answer in enumerate(application.answers)}
        return {name: getattr(application, name) for name in names} | answers
