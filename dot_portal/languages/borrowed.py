"""Sentences of libraries that our pages show and that their own catalogues lack in one of our languages.

Ours come first when Django looks a sentence up, so one translated here is enough.
"""

# The sentence, and where it is said.
BORROWED = {"%(model)s instance with %(field)s %(value)r is not a valid choice.": "Django, of a row that is gone"}
