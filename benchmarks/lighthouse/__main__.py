"""Lighthouse on five main pages, three times each, the middle one counts: `make lighthouse`.

Promised: accessibility 100, best practices 100, performance 95 or better, on its throttled phone.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks._portal import CHROMIUM_ARGUMENTS, chromium, main_pages, portal

HERE = Path(__file__).resolve().parent
ROUNDS = 3
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 95}
SECONDS = 180  # for one look at one page
TRIES = 3


def install(folder: Path) -> Path:
    """Lighthouse as the lock file says, in `folder`; returns its program."""
    if shutil.which("npm") is None:
        raise SystemExit("npm is needed for Lighthouse (Debian: apt install npm).")
    folder.mkdir(parents=True, exist_ok=True)
    locked = [HERE / name for name in ("package.json", "package-lock.json", ".npmrc")]
    program = folder / "node_modules/.bin/lighthouse"
    if not program.exists() or any((folder / one.name).read_bytes() != one.read_bytes() for one in locked):
        for one in locked:
            shutil.copy(one, folder)
        # Not `npm ci`, which refuses a lock file without the addresses of a registry.
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return program


def look(program: Path, url: str) -> dict:
    """What Lighthouse says of one page. At times it misses the start of a page, and is asked again."""
    command = [
        program, url, "--output=json", "--quiet", "--no-enable-error-reporting",
        f"--only-categories={','.join(LEAST)}", f"--chrome-flags=--headless=new {' '.join(CHROMIUM_ARGUMENTS)}",
    ]  # fmt: skip
    for _try in range(TRIES):
        said = subprocess.run(
            command, env=os.environ | {"CHROME_PATH": chromium()}, stdout=subprocess.PIPE, timeout=SECONDS
        )
        if said.returncode == 0:
            return json.loads(said.stdout)
    raise SystemExit(f"Lighthouse could not look at {url}; its reason stands above.")


def wanting(report: dict) -> list[str]:
    """The audits that cost points."""
    weighty = {one["id"] for part in report["categories"].values() for one in part["auditRefs"] if one["weight"]}
    return [
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for audit in report["audits"].values()
        if audit["id"] in weighty and audit["score"] is not None and audit["score"] < 0.9
    ]


def main() -> int:
    program = install(Path(os.environ.get("VAR") or "var").resolve() / "lighthouse")
    failed = False
    with portal() as address:
        for name, path in main_pages(address).items():
            reports = [look(program, address + path) for _round in range(ROUNDS)]
            for kind, least in LEAST.items():
                points = statistics.median(round(report["categories"][kind]["score"] * 100) for report in reports)
                print(f"FIGURE name={name}_{kind} value={points} unit=points", flush=True)
                failed |= points < least
            for complaint in sorted({line for report in reports for line in wanting(report)}):
                print(f"  {name}: {complaint}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
