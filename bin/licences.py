"""Writes LICENSES.md: every library that an installation runs with or its pages hold, with its version and licence.

`--check` changes nothing and ends with 1 where the file is out of date. Names and versions are those of the lock files,
licences what each library says of itself.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "LICENSES.md"
HEAD = """\
# Licences

Dastak itself is MIT licensed (LICENSE). What it runs with, of the lock files, as each says of
itself; written by `make licences`.
"""
LONGEST = 60


def main() -> int:
    """Write the file or check it."""
    text = HEAD + "".join(
        f"\n## {title}\n| library | version | licence |\n|---|---|---|\n"
        + "".join(f"| {name} | {version} | {licence} |\n" for name, version, licence in rows)
        for title, rows in (
            ("The app (Python 3.11)", _python(ROOT, "--no-dev")),
            ("Rasa (Python 3.10)", _python(ROOT / "rasa_addons")),
            ("The pages (npm)", _npm()),
        )
    )
    if "--check" not in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != text:
        print("LICENSES.md is not of these lock files: run `make licences`.", file=sys.stderr)
        return 1
    unknown = sorted(set(re.findall(r"^\| (\S+) \| \S+ \| \? \|$", text, re.MULTILINE)))
    if unknown:
        print(f"Of unknown licence: {', '.join(unknown)}", file=sys.stderr)
    return 1 if unknown else 0


def _python(project: Path, *options: str) -> list[tuple[str, str, str]]:
    uv = shutil.which("uv") or str(ROOT / ".tools" / "uv" / "bin" / "uv")
    words = ["export", "--quiet", "--frozen", "--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"]
    told = subprocess.run([uv, *words, *options], cwd=project, check=True, capture_output=True, text=True).stdout
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", told, re.MULTILINE))
    (packages,) = (project / ".venv" / "lib").glob("python3*/site-packages")
    there = {_plain(one.metadata["Name"]): one for one in distributions(path=[str(packages)])}
    # What is of another system only (a Windows console's colours, say) is not here to be asked.
    return sorted((name, version, _licence(there[name])) for name, version in locked.items() if name in there)


def _licence(one: Distribution) -> str:
    told = one.metadata.json
    classes = [line.rpartition(" :: ")[2] for line in told.get("classifier", []) if line.startswith("License ::")]
    said = str(told.get("license_expression") or ", ".join(sorted(set(classes) - {"OSI Approved"})) or _first(told))
    return said.replace("|", "/") or "?"


def _first(told: dict[str, str | list[str]]) -> str:
    """The field of older packages, which some fill with the whole text."""
    line = str(told.get("license", "")).strip().split("\n")[0]
    return line if len(line) <= LONGEST and line != "UNKNOWN" else ""


def _npm() -> list[tuple[str, str, str]]:
    return sorted(set(_locked()))


def _locked() -> Iterator[tuple[str, str, str]]:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    for place, about in lock["packages"].items():
        if place and not about.get("dev"):
            yield place.rpartition("node_modules/")[2], about["version"], about.get("license", "?")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
