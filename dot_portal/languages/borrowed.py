"""Sentences of libraries that our pages show and that their own catalogues lack in one of our languages.

Ours come first when Django looks a sentence up, so one translated here is enough.
"""

BORROWED: dict[str, str] = {}
