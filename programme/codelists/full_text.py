"""Full text over search keys: whole words, and what the last one begins with; by an index that knows each word.

PostgreSQL's "simple" configuration only cuts a text into words: case and accents are gone from the keys already, so
"Novakova" finds Nováková on every server, whatever its languages.
"""

from typing import TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from programme.codelists.ordering import search_key

LONGEST = 100  # characters of a search that are looked at
MOST_WORDS = 8
Rows = TypeVar("Rows", bound=QuerySet)


def words_of_key(field: str) -> SearchVector:
    return SearchVector(field, config="simple")


def words_index(name: str, field: str = "search_key") -> GinIndex:
    return GinIndex(words_of_key(field), name=name)


def query_for(text: str) -> SearchQuery | None:
    """What `text` asks for; None where no word is in it. Any text is safe: signs are dropped or quoted."""
    words = [word for word in search_key(text[:LONGEST]).split() if any(map(str.isalnum, word))][:MOST_WORDS]
    if not words:
        return None
    quoted = [f"'{word}'" for word in words]  # a key has no quotes and no backslashes
    return SearchQuery(" & ".join(quoted) + ":*", search_type="raw", config="simple")


def containing_words(rows: Rows, text: str, field: str = "search_key") -> Rows:
    """Those whose key holds every word of `text`, the last one as its beginning; none where there is no word."""
    query = query_for(text)
    if query is None:
        return rows.none()
    return rows.alias(words_of_key=words_of_key(field)).filter(words_of_key=query)
