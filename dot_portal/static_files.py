"""Which static files are collected: of the libraries only what a page asks for.

Collecting all of Bootstrap and htmx would compress twenty times as much, at the first start of every portal.
"""

from django.contrib.staticfiles.apps import StaticFilesConfig

UNUSED = ["bootstrap.css*", "bootstrap.rtl*", "bootstrap-*", "htmax-4*", "htmx-4*", "htmx-2.js", "django-htmx*", "ext"]


class OnlyWhatIsUsed(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *UNUSED]
