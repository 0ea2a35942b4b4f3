"""What trainees fill in: the profile, an invitation to their office, and later their personal details."""

from accounts.trainees.forms.details import InviteOfficeForm, PersonalDetailsForm
from accounts.trainees.forms.profile import LearnerForm, StaffForm

__all__ = ["InviteOfficeForm", "LearnerForm", "PersonalDetailsForm", "StaffForm"]
