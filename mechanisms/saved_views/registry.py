"""Of which pages a view can be saved: the floors above name them when the portal starts, by the name of their URL."""

from typing import Any

_pages: dict[str, Any] = {}


def register(page: str, label: Any) -> None:
    """`label` is what the page is called."""
    _pages[page] = label


def label_of(page: str) -> Any:
    """Raises LookupError for a page of which no view can be saved."""
    return _pages[page]
