"""Short days with the name of the month, as on every page, so that no reader takes one for the other."""

SHORT_DATE_FORMAT = "j b Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
