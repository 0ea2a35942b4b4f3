"""PostgreSQL and Valkey for one run of the tests, in a folder that goes away with them.

A process of their own holds them (`python -m tests.servers`): it ends when its standard input does, so a test
run that is killed leaves nothing behind.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FASTER = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}


def provide() -> None:
    """Put the addresses of servers into the environment, before the settings read it.

    The servers are the ones that DATABASE_URL and REDIS_URL name, else embedded ones. Parallel test processes
    share the PostgreSQL, where each has its own database; each gets its own Valkey, which holds one queue.
    """
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    ours = set(filter(None, os.environ.get("TEST_SERVERS", "").split(",")))
    wanted = {name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)}
    if parallel and "REDIS_URL" in ours:
        wanted.add("REDIS_URL")
    holder = subprocess.Popen(
        [sys.executable, "-m", "tests.servers", *sorted(wanted)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(holder.communicate)  # closes its standard input, and waits till all has stopped
    said = holder.stdout.readline()
    if not said:
        raise SystemExit("The servers for the tests did not start.")
    os.environ.update(json.loads(said))
    os.environ["TEST_SERVERS"] = ",".join(ours | wanted)


def hold(wanted: set[str]) -> None:
    """Start what is wanted, print its addresses and the folder, and stop it all at the end of the input."""
    from dot_portal.embedded.addresses import embedded_addresses
    from dot_portal.embedded.postgres import Postgres
    from dot_portal.embedded.valkey import Valkey

    with tempfile.TemporaryDirectory(prefix="dot-portal-tests-") as folder:
        var = Path(folder)
        servers = []
        if "DATABASE_URL" in wanted:
            servers.append(Postgres(var, FASTER))
        if "REDIS_URL" in wanted:
            servers.append(Valkey(var))
        try:
            for server in servers:
                server.start()
            addresses = embedded_addresses(var)
            print(json.dumps({name: addresses[name] for name in wanted} | {"VAR": folder}), flush=True)  # noqa: T201
            sys.stdin.read()
        finally:
            for server in reversed(servers):
                server.stop()


if __name__ == "__main__":
    hold(set(sys.argv[1:]))
