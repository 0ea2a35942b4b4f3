"""Processes that we start, recognise after a killed start, and end."""

import importlib.util
import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil


class ServerFailed(Exception):
    """A server or process did not do its part; the text is one sentence for whoever typed `make run`."""


def wheel_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(f"The package {package} is not installed: remove .venv and run make again.")
    return Path(spec.submodule_search_locations[0])


def last_line(log: Path) -> str:
    """What a server said last; empty when it said nothing."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; neither a zombie nor another process that got its number does."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def ask_to_end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.terminate()


def see_ended(process: psutil.Process, within: float) -> bool:
    """Wait for the leader of a session to end, and kill what is left of the session after `within` seconds.

    False when it had to be killed. Everything we start leads its own session, so nothing else is met.
    """
    deadline = time.monotonic() + within
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    stopped = not is_alive(process)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if isinstance(process, psutil.Popen):  # a child of ours: take note that it ended
        process.wait(5)
    return stopped


def end(process: psutil.Process, within: float) -> bool:
    """Ask, and see to it."""
    ask_to_end(process)
    return see_ended(process, within)


class Record:
    """Who we started, on disk: the next start finds what a killed one left behind."""

    def __init__(self, file: Path):
        self.file = file

    def write(self, processes: list[psutil.Process]) -> None:
        self.file.write_text(json.dumps([[one.pid, one.create_time()] for one in processes]), encoding="utf-8")

    def left_over(self) -> list[psutil.Process]:
        """Those that still run, last started first. The start time tells them from others with the same number."""
        found = []
        with suppress(FileNotFoundError, ValueError):
            for pid, started in json.loads(self.file.read_text(encoding="utf-8")):
                with suppress(psutil.NoSuchProcess):
                    process = psutil.Process(pid)
                    if abs(process.create_time() - started) < 2 and is_alive(process):
                        found.append(process)
        return found[::-1]
