"""Signing in, apart from forms.py: allauth's forms import that one themselves."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Tab goes from the address to the password: the link to a forgotten one follows the form."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""
