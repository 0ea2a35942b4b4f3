"""What the office says of a case: whose it is, and the trainee's faculty."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.coordinators.forms import ColleagueField
from accounts.coordinators.models import Coordinator, Faculty


class OwnerForm(forms.Form):
    """`instead_of` is whose it was when the page was made: a colleague may have been quicker."""

    owner = ColleagueField(Coordinator.objects.none(), label=_("Whose case"), required=False, empty_label=_("Nobody"))
    instead_of = ColleagueField(Coordinator.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, institution_id: int, **options):
        super().__init__(*args, **options)
        people = Coordinator.objects.admitted().filter(institution=institution_id).select_related("user")
        by_name = people.order_by("user__family_name", "user__given_name", "pk")
        self.fields["owner"].queryset = by_name
        self.fields["instead_of"].queryset = Coordinator.objects.filter(institution=institution_id)


class FacultyOfTraineeForm(forms.Form):
    faculty = forms.ModelChoiceField(
        Faculty.objects.none(), label=_("Faculty"), required=False, empty_label=_("None named")
    )

    def __init__(self, *args, institution_id: int, **options):
        super().__init__(*args, **options)
        self.fields["faculty"].queryset = Faculty.objects.filter(institution=institution_id)
