"""`python -m dot_portal.embedded --port 8000 --var var` runs the whole portal; `make run` calls it."""

import argparse
import sys
from pathlib import Path

from dot_portal.embedded.supervisor import Supervisor, say


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the portal with all it needs.")
    parser.add_argument("--port", default="8000", help="where the web server listens on this machine")
    parser.add_argument("--var", type=Path, default=Path("var"), help="the folder that keeps all data")
    asked = parser.parse_args()
    if not (asked.port.isascii() and asked.port.isdigit() and 0 < int(asked.port) < 65536):
        say(f"{asked.port!r} is no port: choose a number from 1 to 65535 with PORT=...")
        return 1
    return Supervisor(asked.var.resolve(), int(asked.port)).run()


if __name__ == "__main__":
    sys.exit(main())
