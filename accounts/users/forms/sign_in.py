"""Signing in, in a module of its own: allauth's forms import the others themselves, and these build on allauth's."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Tab goes from the address to the password: the link to a forgotten one follows the form."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""
