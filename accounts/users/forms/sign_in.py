"""Signing in and up, apart from account.py: allauth's forms import that one themselves."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm, SetPasswordForm, SignupForm
from django.utils.translation import gettext_lazy as _

from accounts.users.adapter import keep_signed_in


class SignInForm(LoginForm):
    """Tab goes from the address to the password: the link to a forgotten one follows the form."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""

    def login(self, request, redirect_url=None):
        response = super().login(request, redirect_url)  # which sets a span of its own
        if request.user.is_authenticated:
            keep_signed_in(request)
        return response


class NewPassword:
    """What AUTH_PASSWORD_VALIDATORS ask of a password, in a sentence."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password1"].help_text = _(
            "At least 10 characters; not your name, not a common word, not only digits."
        )


class SignUpForm(NewPassword, SignupForm):
    pass


class NewPasswordForm(NewPassword, ChangePasswordForm):
    pass


class FirstPasswordForm(NewPassword, SetPasswordForm):
    pass


class ForgottenPasswordForm(NewPassword, ResetPasswordKeyForm):
    pass
