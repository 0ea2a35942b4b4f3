"""How long `make run` takes to start and to stop, with the demo world, in a folder of its own.

Promised: the first start needs the requirements installed; the second takes under 10 s, a stop under 6 s.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dot_portal.embedded.addresses import free_port

ROOT = Path(__file__).resolve().parent.parent


def start(var: Path) -> tuple[subprocess.Popen, float]:
    started = time.monotonic()
    portal = subprocess.Popen(
        [sys.executable, "-m", "dot_portal.embedded", "--port", str(free_port(None)), "--var", str(var)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "VAR"}},
        stdout=subprocess.PIPE,
        text=True,
    )
    for line in portal.stdout:
        if "http://localhost:" in line:
            return portal, time.monotonic() - started
    raise SystemExit("It did not start.")


def stop(portal: subprocess.Popen) -> float:
    started = time.monotonic()
    portal.send_signal(signal.SIGINT)
    portal.communicate()
    return time.monotonic() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first", "second", "third"):
            portal, seconds = start(Path(folder) / "var")
            print(f"FIGURE {name} start: {seconds:.1f} s")
            print(f"FIGURE stop after the {name} start: {stop(portal):.1f} s")


if __name__ == "__main__":
    main()
