"""The embedded servers and the supervisor, as real processes in folders of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest
import redis

from dot_portal.embedded.addresses import embedded_addresses, free_port, is_taken, remember, secret_key
from dot_portal.embedded.postgres import Postgres
from dot_portal.embedded.processes import Record, ServerFailed, end, is_alive
from dot_portal.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
FASTER = {"fsync": "off"}


@pytest.fixture
def var(tmp_path):
    """A data folder with a long name, behind a folder that only its owner may enter."""
    folder = tmp_path / "closed" / ("long" * 20) / "with space and 'quote'"
    folder.mkdir(parents=True, mode=0o700)
    (tmp_path / "closed").chmod(0o700)
    return folder


@pytest.fixture
def postgres(var):
    server = Postgres(var, FASTER)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def valkey(var):
    server = Valkey(var)
    server.start()
    yield server
    server.stop()


def query(server, text, *values, role="DATABASE_URL"):
    with closing(psycopg2.connect(embedded_addresses(server.var)[role])) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else None


@contextmanager
def client(server):
    address = embedded_addresses(server.var)["REDIS_URL"]
    with redis.Redis.from_url(address, decode_responses=True) as connection:
        yield connection


# --- addresses --------------------------------------------------------------------------------------


def test_addresses_are_for_their_owner_alone(tmp_path):
    remember(tmp_path, REDIS_URL="redis://a")
    remember(tmp_path, DATABASE_URL="postgres://b")
    assert embedded_addresses(tmp_path) == {"REDIS_URL": "redis://a", "DATABASE_URL": "postgres://b"}
    assert (tmp_path / "addresses.json").stat().st_mode & 0o777 == 0o600


def test_secret_key_is_made_once(tmp_path):
    assert secret_key(tmp_path) == secret_key(tmp_path)
    assert len(secret_key(tmp_path)) >= 50


def test_port_is_kept_unless_taken():
    port = free_port(None)
    assert free_port(port) == port
    with socket.create_server(("127.0.0.1", port)):
        assert is_taken(port)
        assert free_port(port) != port


# --- PostgreSQL -------------------------------------------------------------------------------------


def test_postgres_searches_every_script_whatever_the_locale(var, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PGDATA", "/nonsense")
    server = Postgres(var, FASTER)
    server.start()
    plain = "unaccent(lower(%s))"
    try:
        for extension in ("pg_trgm", "unaccent", "citext", "btree_gist"):
            query(server, f"CREATE EXTENSION {extension}")  # by the portal's own role
        for stored, typed in (("ΑΘΗΝΑ", "αθήνα"), ("СОФИЯ", "софия"), ("PLZEŇ ŽIŽKOV", "plzen")):
            assert query(server, "SELECT lower(%s) = %s", stored, stored.lower()) == [(True,)]
            assert query(server, "SELECT %s ILIKE %s", stored, f"%{stored[1:4].lower()}%") == [(True,)]
            assert query(server, f"SELECT {plain} LIKE '%%' || {plain} || '%%'", stored, typed) == [(True,)]
            assert query(server, f"SELECT word_similarity({plain}, {plain})", typed, stored) == [(1.0,)]
    finally:
        server.stop()


def test_postgres_portal_role_has_no_more_rights_than_on_a_server_of_ones_own(postgres):
    assert query(postgres, "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user") == [
        ("portal", False)
    ]


def test_postgres_wants_its_password(postgres):
    url = re.sub(r":[^:@]+@", ":wrong@", embedded_addresses(postgres.var)["DATABASE_URL"])
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(url)


def test_postgres_keeps_data_and_address(postgres):
    address = embedded_addresses(postgres.var)
    query(postgres, "CREATE TABLE kept AS SELECT 'Ελλάδα' AS name")
    postgres.stop()
    assert postgres.running() is None
    Postgres(postgres.var, FASTER).start()
    assert embedded_addresses(postgres.var) == address
    assert query(postgres, "SELECT name FROM kept") == [("Ελλάδα",)]


def test_postgres_starts_again_after_it_was_killed(postgres):
    postgres.running().kill()
    assert (postgres.data / "postmaster.pid").exists()
    Postgres(postgres.var, FASTER).start()
    assert query(postgres, "SELECT 1") == [(1,)]


def test_postgres_leaves_a_stranger_alone_who_got_its_old_number(postgres):
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    assert postgres.running() is None
    Postgres(postgres.var, FASTER).start()
    assert query(postgres, "SELECT 1") == [(1,)]


def test_postgres_replaces_one_that_outlived_its_starter(postgres):
    first = postgres.running()
    Postgres(postgres.var, FASTER).start()
    assert not is_alive(first)
    assert query(postgres, "SELECT 1") == [(1,)]


def test_postgres_takes_another_port_when_its_own_is_taken(postgres):
    port = urlsplit(embedded_addresses(postgres.var)["DATABASE_URL"]).port
    postgres.stop()
    with socket.create_server(("127.0.0.1", port)):
        postgres.start()
        assert f":{port}/" not in embedded_addresses(postgres.var)["DATABASE_URL"]
        assert query(postgres, "SELECT 1") == [(1,)]


def test_postgres_says_when_its_passwords_are_gone(postgres):
    postgres.stop()
    (postgres.var / "addresses.json").unlink()
    with pytest.raises(ServerFailed, match="passwords"):
        postgres.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_postgres_for_root_changes_nothing_outside_its_folder(var, tmp_path, monkeypatch):
    # Programs that the other user cannot reach are copied, and the copy goes when the server does.
    monkeypatch.setattr("tempfile.tempdir", None)
    before = {path: path.stat().st_mode for path in [*var.parents][:-1]}
    server = Postgres(var, FASTER)
    server.programs = _unreachable_copy(server.programs.parent, tmp_path / "closed" / "programs")
    try:
        assert server.start().uids().real != 0
        copy = Path((var / "postgres-copy").read_text())
        assert copy.stat().st_uid == 0
        assert {path: path.stat().st_mode for path in before} == before
    finally:
        server.stop()
    assert not copy.exists()


def _unreachable_copy(installed: Path, target: Path) -> Path:
    target.mkdir()
    for name in ("bin", "lib", "share"):
        (target / name).symlink_to(installed / name)
    return target / "bin"


# --- Valkey -----------------------------------------------------------------------------------------


def test_valkey_keeps_what_it_was_told_even_when_killed(valkey):
    with client(valkey) as connection:
        connection.set("kept", "ναι")
    valkey.process.kill()
    valkey.process.wait(5)
    valkey.start()
    with client(valkey) as connection:
        assert connection.get("kept") == "ναι"


def test_valkey_refuses_rather_than_forgets(valkey):
    with client(valkey) as connection:
        assert connection.config_get("maxmemory-policy", "appendonly", "bind") == {
            "maxmemory-policy": "noeviction",
            "appendonly": "yes",
            "bind": "127.0.0.1",
        }


def test_valkey_wants_its_password_and_shows_it_to_nobody(valkey):
    address = urlsplit(embedded_addresses(valkey.var)["REDIS_URL"])
    assert address.password not in " ".join(valkey.process.cmdline())
    with redis.Redis(port=address.port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


# --- processes --------------------------------------------------------------------------------------


def test_record_finds_what_still_runs_and_nobody_else(tmp_path):
    sleeper = psutil.Popen(["sleep", "60"], start_new_session=True)
    record = Record(tmp_path / "running.json")
    record.write([sleeper, psutil.Process()])
    text = record.file.read_text()
    record.file.write_text(text.replace(str(psutil.Process().create_time()), "1.5"))  # our number, another's start
    assert [process.pid for process in record.left_over()] == [sleeper.pid]
    assert end(sleeper, within=2)
    sleeper.wait(2)
    assert record.left_over() == []


def test_end_kills_who_does_not_listen():
    deaf = psutil.Popen(["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"], start_new_session=True,
                        stdout=subprocess.PIPE)  # fmt: skip
    with deaf.stdout as said:
        said.readline()
    assert not end(deaf, within=0.3)
    assert deaf.wait(5) == -signal.SIGKILL


# --- the supervisor ---------------------------------------------------------------------------------


def command(var, port):
    return [sys.executable, "-m", "dot_portal.embedded", "--port", str(port), "--var", str(var)]


def environment():
    outside = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "VAR", "SITE_URL", "DEBUG", "TEST_SERVERS"}
    return {name: value for name, value in os.environ.items() if name not in outside} | {"DEMO": "false"}


def said_when_refused(var, port, **more):
    done = subprocess.run(
        command(var, port), cwd=ROOT, env=environment() | more, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr == ""
    return done.stdout


def test_run_says_that_the_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert said_when_refused(tmp_path, port) == f"Port {port} is taken: choose another with PORT=...\n"


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "²"])
def test_run_says_that_it_is_no_port(tmp_path, port):
    assert "is no port" in said_when_refused(tmp_path, port)


def test_run_says_that_the_folder_is_in_use(tmp_path):
    import fcntl

    with (tmp_path / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert said_when_refused(tmp_path, free_port(None)).startswith("A portal already runs on ")


class Portal:
    """One `make run`, started the way a script does it: in the background of a shell, where SIGINT is ignored."""

    def __init__(self, var):
        port = free_port(None)
        self.output = var.parent / f"output-{port}"
        self.output.touch()
        line = f'"$@" > "{self.output}" 2>&1 & echo $!; wait $!; echo $?'
        started = time.monotonic()
        self.shell = subprocess.Popen(
            ["sh", "-c", line, "sh", *command(var, port)], cwd=ROOT, env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.process = psutil.Process(int(self.shell.stdout.readline()))
        while f"http://localhost:{port}" not in self.output.read_text():
            assert self.shell.poll() is None, self.output.read_text()
            time.sleep(0.1)
        self.seconds_to_start = time.monotonic() - started

    def exit_code(self):
        with self.shell:
            return int(self.shell.stdout.readline())


@pytest.fixture
def var_of_portal(tmp_path):
    var = tmp_path / "var"
    yield var
    for process in of_folder(var):
        process.kill()
    Postgres(var).stop()


def of_folder(var):
    """Every process that works on this data folder, but the database."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            told = (process.environ().get("VAR"), str(Path(process.cwd()).parent), *process.cmdline())
            if str(var) in told:
                found.append(process)
    return [process for process in found if is_alive(process)]


@pytest.mark.slow
@pytest.mark.worker
def test_run_starts_stops_and_survives_being_killed(var_of_portal):
    portal = Portal(var_of_portal)
    asked = time.monotonic()
    portal.process.send_signal(signal.SIGINT)
    assert portal.exit_code() == 0
    assert time.monotonic() - asked < 6
    assert not of_folder(var_of_portal)
    assert Postgres(var_of_portal).running() is None

    portal = Portal(var_of_portal)
    assert portal.seconds_to_start < 30  # ten on a machine with nothing else to do: benchmarks/start_and_stop.py
    portal.process.kill()
    portal.exit_code()
    left_behind = of_folder(var_of_portal)
    assert len(left_behind) >= 4

    portal = Portal(var_of_portal)
    assert not any(is_alive(process) for process in left_behind)
    next(child for child in portal.process.children() if "worker" in child.cmdline()).kill()
    assert portal.exit_code() == 1
    assert "The worker ended unexpectedly" in portal.output.read_text()
    assert not of_folder(var_of_portal)
