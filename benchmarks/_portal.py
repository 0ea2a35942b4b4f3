"""The whole portal as `make run` starts it, with the demo world, for one benchmark: on a port of its own, then stopped.

PORTAL=http://localhost:8000 measures a portal that runs already.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from dot_portal.embedded.addresses import free_port

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 1800  # seconds, then it is stopped whatever the benchmark does
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def portal() -> Iterator[str]:
    if running := os.environ.get("PORTAL"):
        yield running.rstrip("/")
        return
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "VAR"}}
    with tempfile.TemporaryDirectory() as folder:
        port = free_port(None)
        process = subprocess.Popen(
            [sys.executable, "-m", "dot_portal.embedded", "--port", str(port), "--var", f"{folder}/var"],
            cwd=ROOT, env=ours | {"DEBUG": "false", "DEMO": "true"}, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        guard = Timer(LONGEST, process.send_signal, [signal.SIGTERM])
        guard.start()
        try:
            if not any(f"http://localhost:{port}" in line for line in process.stdout):
                raise SystemExit("The portal did not start.")
            yield f"http://localhost:{port}"
        finally:
            guard.cancel()
            process.send_signal(signal.SIGINT)
            process.communicate()


def main_pages(address: str) -> dict[str, str]:
    """Five pages that everybody sees first, by name."""
    with urllib.request.urlopen(f"{address}/offers/") as answer:
        offer = re.search(r'href="(/offers/\d+/)"', answer.read().decode()).group(1)
    return {"landing": "/", "offers": "/offers/", "offer": offer, "sign-in": "/accounts/login/", "fields": "/fields/"}


def chromium() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("No Chromium is installed (Debian: apt install chromium).")
    return program
