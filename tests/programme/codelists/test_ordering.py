import pytest

from programme.codelists.ordering import search_key, sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Univerzita Karlova", "univerzita karlova"),
        ("ČVUT", "cvut"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Αθήνα", "αθηνα"),
        ("ΑΘΉΝΑΣ", "αθηνασ"),
        ("Αθήνας", "αθηνασ"),
        ("Софийски", "софииски"),
        ("Ørsted Æbelø", "orsted aebelo"),
        ("  two\t spaces \n", "two spaces"),
        ("nul\x00 and \ud800 half a pair", "nul and half a pair"),
        ("", ""),
    ],
)
def test_sort_key_is_casefolded_and_without_accents(text, key):
    assert sort_key(text) == key


def test_sort_key_of_a_key_is_the_key_itself():
    for text in ("Łódź", "Αθήνας", "İzmir", "Niš", "Þórshöfn", "ﬁn"):
        assert sort_key(sort_key(text)) == sort_key(text)


def test_search_key_keeps_words_apart_from_signs():
    assert search_key("Ca' Foscari", "I  VENEZIA01", "ca-foscari") == "ca foscari / i venezia01"
    assert search_key("C++", "C#", ".NET", "100%_\\") == "c++ / c# / net / 100"
    assert search_key("%", "", "_") == ""
