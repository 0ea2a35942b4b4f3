"""Where the embedded servers listen: read by the settings, written by the supervisor."""

import json
from pathlib import Path


def embedded_addresses(var: Path) -> dict[str, str]:
    """DATABASE_URL, REDIS_URL and SECRET_KEY of the embedded servers in `var`; empty when there are none."""
    try:
        return json.loads((var / "addresses.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
