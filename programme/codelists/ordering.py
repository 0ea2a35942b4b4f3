"""Keys that sort and match names the same on every database server.

The server may have no language-aware collation (the embedded one has none), so the portal sorts and searches by
stored keys that Python makes: casefolded and without accents.
"""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    }
)  # fmt: skip
# C++ and C# are names; every other sign only stands between words.
_BETWEEN_WORDS = re.compile(r"(?:[^\w+#]|_)+")
_UNSTORABLE = {"Cc", "Cs"}  # control characters (NUL too) and lone surrogates, which PostgreSQL does not take


def sort_key(text: str) -> str:
    """`text` casefolded, without accents and control characters, with single spaces: "  Łódź " -> "lodz"."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
        text = text.translate(_PLAIN_LETTERS)
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(letter) in _UNSTORABLE else letter for letter in text)
    return " ".join(text.casefold().split())


def search_key(*texts: str) -> str:
    """The words of `texts` as one key to search in: "Ca' Foscari", "I  VENEZIA01" -> "ca foscari / i venezia01".

    Each text is followed in the key by " / ", which no search can contain, so a match never runs over two texts.
    Texts that give the same words are kept once.
    """
    words = (" ".join(_BETWEEN_WORDS.sub(" ", sort_key(text)).split()) for text in texts)
    return " / ".join(dict.fromkeys(word for word in words if word))
