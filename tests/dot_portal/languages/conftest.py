import pytest

from tests import pseudo


@pytest.fixture
def pseudo_language(monkeypatch):
    """In which nothing is English: tests/pseudo.py."""
    with pseudo.spoken(monkeypatch):
        yield
