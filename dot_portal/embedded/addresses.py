"""Where the embedded servers listen: read by the settings, written by the supervisor."""

import json
import os
import secrets
import socket
from pathlib import Path


def embedded_addresses(var: Path) -> dict[str, str]:
    """DATABASE_URL, REDIS_URL and SECRET_KEY of the embedded servers in `var`; empty when there are none."""
    try:
        return json.loads((var / "addresses.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def remember(var: Path, **changes: str) -> None:
    """Write these addresses over the earlier ones, readable by the owner alone."""
    addresses = embedded_addresses(var) | changes
    new = var / "addresses.json.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(addresses, file, indent=1)
    new.replace(var / "addresses.json")


def secret_key(var: Path) -> str:
    """The SECRET_KEY of this folder, made once: sessions outlive a restart."""
    if "SECRET_KEY" not in embedded_addresses(var):
        remember(var, SECRET_KEY=secrets.token_urlsafe(50))
    return embedded_addresses(var)["SECRET_KEY"]


def is_taken(port: int) -> bool:
    """Whether somebody listens on this port of the loopback interface.

    Raises PermissionError for a port that this user may not open, OverflowError for no port at all.
    """
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return True
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left counts as free
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise
        except OSError:
            return True
    return False


def free_port(kept: int | None) -> int:
    """The port kept from the last start if it is still free, else another one."""
    if kept and not is_taken(kept):
        return kept
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
