"""Which kinds of organisation may host, and why the others may not (rules 2.3)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

# Codes of the vocabulary "host_kind".
OPEN_HOSTS = frozenset({"ENT", "PUB", "SOC", "RES", "FND", "SCH", "NGO", "CAR", "HEI"})

# Embassies and consulates of the sending country: older texts bar them, those that follow the
# 2021-2027 Guide allow them. So allowed, and the coordinator looks.
HOSTS_TO_CHECK: dict[str, "Text"] = {
    "EMB": _("The host is an embassy or a consulate. It may host if it is one of the sending country."),
}

BARRED_HOSTS: dict[str, "Text"] = {
    "EUI": _("Institutions, bodies and specialised agencies of the EU cannot host."),
    "MGT": _("Organisations that manage EU programmes cannot host: their interests would conflict."),
    # One university's practice, not a text of the programme.
    "EUF": _("Universities financed mainly by EU funds cannot host."),
}
