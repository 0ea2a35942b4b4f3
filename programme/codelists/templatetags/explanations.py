from django import template
from django.forms.boundfield import BoundField

from programme.explanations import Explanation

register = template.Library()


@register.filter
def explanation(field: BoundField) -> Explanation | None:
    """What a form put beside its field; see programme/explanations.py."""
    return getattr(field.field, "explanation", None)
