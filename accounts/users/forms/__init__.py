from accounts.users.forms.account import AccountForm, PhoneField, SignupPartyForm

__all__ = ["AccountForm", "PhoneField", "SignupPartyForm"]
