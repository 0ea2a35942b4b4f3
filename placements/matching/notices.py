from django.utils.translation import gettext_lazy as _

from mechanisms.notifications.registry import Notice, register

register(Notice(kind="matching.saved_offer_due", model="matching.Interest", action=_("See the offer")))
