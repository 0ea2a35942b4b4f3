"""What `make run` does: the servers, the web server, a worker and beat, until it is asked to stop."""

import contextlib
import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from dot_portal.embedded.addresses import is_taken, secret_key
from dot_portal.embedded.postgres import Postgres
from dot_portal.embedded.processes import Record, ServerFailed, ask_to_end, end, is_alive, last_line, see_ended
from dot_portal.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_HEALTH = 60
# After so many seconds what still runs is killed; six in all are promised.
SECONDS_TO_STOP_PROCESSES = 2  # web server, beat and worker together
SECONDS_TO_STOP_SERVER = 1  # each
WEB = ["gunicorn", "dot_portal.wsgi", "--workers=2", "--threads=4", "--graceful-timeout=1", "--no-control-socket"]
# Threads start, stop and fit in memory better than the processes a busy portal wants: see docs/operators.md.
WORKER = [
    "celery",
    "--app=dot_portal",
    "worker",
    "--pool=threads",
    "--concurrency=4",
    "--without-mingle",
    "--without-gossip",
]
BEAT = ["celery", "--app=dot_portal", "beat", "--pidfile="]


class StopAsked(Exception):
    """Somebody pressed Ctrl-C, or sent SIGTERM."""


class Supervisor:
    """One portal on one data folder and one port."""

    def __init__(self, var: Path, port: int):
        self.var = var
        self.port = port
        self.stop_asked = False
        self.children: dict[str, psutil.Process] = {}  # in the order of their start
        self.servers: dict[str, Postgres | Valkey] = {}
        self.record = Record(var / "running.json")
        self.environment = {
            # A realistic run is the default: hashed static files, no debug pages. DEBUG=true make run turns it round.
            "DEMO": "true",
            **os.environ,
            "VAR": str(var),
            "SITE_URL": os.environ.get("SITE_URL") or f"http://localhost:{port}",
            "PYTHONUNBUFFERED": "1",
        }

    def run(self) -> int:
        """Start everything, wait, stop everything; the exit code."""
        # Our own handlers: a shell starts its background jobs with SIGINT ignored.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._remember_to_stop)
        try:
            with self._lock():
                try:
                    self._start()
                    while True:
                        self.pause(0.2)
                finally:
                    self._stop()
        except StopAsked:
            say("Stopped.")
            return 0
        except ServerFailed as failure:
            say(str(failure))
            return 1

    def pause(self, seconds: float) -> None:
        """Every wait goes through here, so that a request to stop or a child's death is noticed at once."""
        time.sleep(seconds)
        if self.stop_asked:
            raise StopAsked
        for name, process in self.children.items():
            if not is_alive(process):
                log = self._log(name)
                raise ServerFailed(f"The {name} ended unexpectedly ({last_line(log)}), so all is stopped; see {log}.")

    def _remember_to_stop(self, *_: object) -> None:
        self.stop_asked = True

    def _lock(self):
        self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (self.var / "lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerFailed(
                f"A portal already runs on {self.var}: stop it first, or choose another folder with VAR=..."
            ) from None
        return file

    # --- starting ---------------------------------------------------------------------------------

    def _start(self) -> None:
        for process in self.record.left_over():
            end(process, within=1)
        self._check_port()
        self._start_servers()
        sign_ins = self._prepare()
        python = [sys.executable, "-m"]
        self._launch("worker", [*python, *WORKER])
        self._launch("beat", [*python, *BEAT, f"--schedule={self.var / 'beat-schedule'}"])
        code = "--reload" if os.environ.get("DEBUG") == "true" else "--preload"
        self._launch("web server", [*python, *WEB, f"--bind=127.0.0.1:{self.port}", code])
        self._wait_for_health()
        say(f"\nThe portal runs at http://localhost:{self.port}\n\n{sign_ins}\nCtrl-C stops it.")

    def _check_port(self) -> None:
        try:
            taken = is_taken(self.port)
        except PermissionError:
            raise ServerFailed(f"Port {self.port} is reserved for root: choose another with PORT=...") from None
        if taken:
            raise ServerFailed(f"Port {self.port} is taken: choose another with PORT=...")

    def _start_servers(self) -> None:
        secret_key(self.var)
        for name, server, variable in (
            ("PostgreSQL", Postgres(self.var), "DATABASE_URL"),
            ("Valkey", Valkey(self.var), "REDIS_URL"),
        ):
            if os.environ.get(variable):
                say(f"{variable} is set: using that server.")
                continue
            self.servers[name] = server
            self._keep(name, server.start(self.pause))

    def _prepare(self) -> str:
        """Migrate, load, build; what it prints are the sign-ins of the demo people."""
        say("Preparing the database, the code lists and the static files; the first start takes longest.")
        log = self._log("preparation")
        with log.open("wb") as errors:
            child = psutil.Popen(
                [sys.executable, "-m", "dot_portal.embedded.prepare"],
                cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=errors, start_new_session=True,
            )  # fmt: skip
        try:
            while is_alive(child):
                self.pause(0.05)
        finally:
            end(child, within=1)
        sign_ins = child.stdout.read().decode()
        if child.wait():
            raise ServerFailed(f"The portal could not be prepared ({last_line(log)}); see {log}.")
        return sign_ins

    def _launch(self, name: str, command: list[str]) -> None:
        with self._log(name).open("ab") as log:
            child = psutil.Popen(
                command, cwd=ROOT, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._keep(name, child)

    def _keep(self, name: str, process: psutil.Process) -> None:
        self.children[name] = process
        self.record.write(list(self.children.values()))

    def _wait_for_health(self) -> None:
        """Until database and broker answer, and worker and beat gave a sign of life since they were launched.

        Mail that has waited for long, while a mail server was down or the portal stopped, keeps nobody from starting.
        """
        launched = time.monotonic()
        said: object = "nothing"
        while (waited := time.monotonic() - launched) < SECONDS_TO_HEALTH:
            self.pause(0.1)
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):  # not listening yet
                said = self._health()
                alive = [said[f"{who}_heartbeat_age"] for who in ("worker", "beat")]
                if said["database"] and said["broker"] and all(age is not None and age <= waited + 1 for age in alive):
                    return
        raise ServerFailed(f"The portal did not become healthy in {SECONDS_TO_HEALTH} s; /health/ said {said}.")

    def _health(self) -> dict:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", "/health/", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
            return json.load(connection.getresponse())

    # --- stopping ---------------------------------------------------------------------------------

    def _stop(self) -> None:
        """Web server, beat and worker, then the servers they use: Valkey, PostgreSQL."""
        processes = [self.children[name] for name in ("web server", "beat", "worker") if name in self.children]
        for process in processes:
            ask_to_end(process)
        deadline = time.monotonic() + SECONDS_TO_STOP_PROCESSES
        for process in processes:
            see_ended(process, deadline - time.monotonic())
        for server in reversed(self.servers.values()):
            server.stop(SECONDS_TO_STOP_SERVER)
        self.children.clear()
        self.record.write([])

    def _log(self, name: str) -> Path:
        folder = self.var / "log"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / f"{name.replace(' ', '-').lower()}.log"


def say(text: str) -> None:
    """One sentence for whoever started it; nobody may be listening any more."""
    with contextlib.suppress(OSError):
        print(text, flush=True)  # noqa: T201
