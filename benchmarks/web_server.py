"""Which web server? The same small WSGI application under gunicorn and granian, in turn, on this machine.

A page is 4 ms of computing, 4 ms of waiting (for the database, as it were) and 20 kB. granian is not among our
requirements; without it only gunicorn is measured. Each is measured three times and the middle one counts.
"""

import contextlib
import http.client
import importlib.util
import socket
import statistics
import subprocess
import sys
import threading
import time

import psutil

from dot_portal.embedded.addresses import free_port

CLIENTS = 16
SECONDS = 3
ROUNDS = 3
BODY = b"x" * 20_000

SERVERS = {
    "gunicorn": "gunicorn {app} --bind 127.0.0.1:{port} --workers 2 --threads 4 --graceful-timeout 1"
    " --no-control-socket --log-level warning",
    "granian": "granian {app} --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4"
    " --workers-kill-timeout 1 --no-log",
}


def application(environ, start_response):
    """The page."""
    if environ["PATH_INFO"] == "/page":
        until = time.thread_time() + 0.004
        while time.thread_time() < until:
            sum(range(200))
        time.sleep(0.004)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def load(port: int, path: str) -> tuple[float, float]:
    """Answers a second, and the 95th percentile of the time to answer in ms, from CLIENTS kept connections."""
    times: list[float] = []
    end = time.monotonic() + SECONDS

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        # A client that gets no answer at all gives up, and counts for nothing.
        with contextlib.suppress(TimeoutError), contextlib.closing(connection):
            while time.monotonic() < end:
                started = time.monotonic()
                connection.request("GET", path)
                if connection.getresponse().read() != BODY:
                    raise ValueError("not the page")
                times.append(time.monotonic() - started)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / SECONDS, statistics.quantiles(times, n=20)[-1] * 1000 if len(times) > 1 else float("inf")


def measure(name: str) -> dict[str, float]:
    port = free_port(None)
    command = SERVERS[name].format(app="benchmarks.web_server:application", port=port).split()
    started = time.monotonic()
    server = psutil.Popen([sys.executable, "-m", *command], stdout=subprocess.DEVNULL)
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                break
        except OSError:
            time.sleep(0.02)
    figures = {"seconds to start": time.monotonic() - started}
    figures["pages a second"], figures["page p95 ms"] = load(port, "/page")
    figures["plain answers a second"], _p95 = load(port, "/")
    processes = [server, *server.children(recursive=True)]
    figures["memory MB"] = sum(process.memory_info().rss for process in processes) / 2**20
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(CLIENTS)]
    for connection in slow:
        connection.sendall(b"GET /page HTTP/1.1\r\nHost: a\r\n")  # and never the rest
    figures["pages a second beside half-sent requests"], _p95 = load(port, "/page")
    for connection in slow:
        connection.close()
    started = time.monotonic()
    server.terminate()
    server.wait(30)
    figures["seconds to stop"] = time.monotonic() - started
    return figures


def main() -> None:
    names = [name for name in SERVERS if importlib.util.find_spec(name)]
    rounds = {name: [] for name in names}
    for _round in range(ROUNDS):
        for name in names:  # in turn, so that whatever else this machine does meets both
            rounds[name].append(measure(name))
    middle = {
        name: {figure: statistics.median(one[figure] for one in rounds[name]) for figure in rounds[name][0]}
        for name in names
    }
    for name in names:
        for figure, value in middle[name].items():
            print(f"FIGURE web server, {name}, {figure}: {value:.2f}")
    if len(names) == 2:
        for figure in middle["gunicorn"]:
            ratio = middle["granian"][figure] / max(middle["gunicorn"][figure], 0.01)
            print(f"FIGURE web server, granian to gunicorn, {figure}: {ratio:.2f}")


if __name__ == "__main__":
    main()
