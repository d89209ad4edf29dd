"""systemd's units and a Procfile, written by the table of processes that `dastak run` starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import Settings
from bot.running import ROOT, processes
from bot.running.processes import Process

TARGET = "dastak.target"
UPGRADE, BACKUP, NIGHTLY = "dastak-upgrade.service", "dastak-backup.service", "dastak-backup.timer"
# Beside VAR_DIR, made by systemd for the user of the units.
BACKUPS = "dastak-backups"
# Megabytes above which the kernel makes a process small, and at which it ends it: about twice and four times what
# each takes at work (docs/figures.md).
MEMORY = {"web": 400, "live": 300, "worker": 400, "scheduler": 300, "actions": 500, "rasa": 1500}
FILES = {"live": 65536}  # each stream of a console is an open file
# What has to be there before it is of any use; all of them start again by themselves until it is.
AFTER = {"rasa": ("actions",), "worker": ("rasa",)}
HARDENED = """\
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
UMask=0077
"""


def write_all(out: Path, home: str, var_dir: str) -> list[Path]:
    """Write every unit and the Procfile below a folder; returns the files."""
    written = []
    for name, text in make_all(home, var_dir).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def make_all(home: str, var_dir: str) -> Mapping[str, str]:
    """The text of each file, by its name below the folder."""
    with TemporaryDirectory() as nowhere:  # the made-up secrets of settings that nothing runs with
        table = processes.lasting(Settings.from_env({"VAR_DIR": nowhere}), Path("model"), ROOT)
    services = {f"systemd/dastak-{each.name}.service": _service(each, home, var_dir) for each in table}
    return {
        "Procfile": "".join(f"{each.name}: {home}/.venv/bin/dastak process {each.name}\n" for each in table),
        **services,
        f"systemd/{UPGRADE}": _upgrade(home, var_dir),
        f"systemd/{BACKUP}": _backup(home, var_dir),
        f"systemd/{NIGHTLY}": _nightly(),
        f"systemd/{TARGET}": _target(table),
    }


def _service(process: Process, home: str, var_dir: str) -> str:
    after = " ".join(f"dastak-{name}.service" for name in AFTER.get(process.name, ()))
    first = [
        f"After=network-online.target {UPGRADE} {after}".rstrip(),
        "Wants=network-online.target",
        f"Requires={UPGRADE}",
        f"PartOf={TARGET}",
        "StartLimitIntervalSec=0",  # never give up: a database that was away for an hour comes back
    ]
    return _section(
        f"Dastak: {process.name}",
        first,
        [
            "Type=simple",
            f"ExecStart={home}/.venv/bin/dastak process {process.name}",
            "Restart=always",
            "RestartSec=2",
            # What is under way is finished; the others of its control group are told as well.
            "KillMode=mixed",
            f"TimeoutStopSec={process.stop_seconds}",
            *_watched(process),
            f"MemoryHigh={MEMORY[process.name]}M",
            f"MemoryMax={2 * MEMORY[process.name]}M",
            "TasksMax=512",
            f"LimitNOFILE={FILES.get(process.name, 8192)}",
        ],
        home,
        var_dir,
        [f"[Install]\nWantedBy={TARGET}"],
    )


def _watched(process: Process) -> Iterator[str]:
    """systemd looks after those that give signs of life; what listens is asked by the proxy in front."""
    if process.beats:
        yield f"WatchdogSec={int(process.hung_after)}"
        yield "NotifyAccess=all"


def _upgrade(home: str, var_dir: str) -> str:
    # Not by Restart=: what needs this unit has failed with it by then, and would not be begun again.
    run = [f"ExecStart={home}/.venv/bin/dastak upgrade --wait", "RemainAfterExit=yes", "TimeoutStartSec=infinity"]
    first = ["After=network-online.target", "Wants=network-online.target", f"PartOf={TARGET}"]
    return _section("Dastak: the schema for this code", first, ["Type=oneshot", *run], home, var_dir, [])


def _backup(home: str, var_dir: str) -> str:
    """One file for each day of the week; what is of the same day last week is replaced."""
    made = f"exec {home}/.venv/bin/dastak backup /var/lib/{BACKUPS}/dastak-$$(date +%%u).zip"
    run = [f"ExecStart=/bin/sh -c '{made}'", f"StateDirectory={BACKUPS}", "StateDirectoryMode=0700", "Nice=10"]
    first = [f"After=network-online.target {UPGRADE}", "Wants=network-online.target"]
    return _section("Dastak: a backup", first, ["Type=oneshot", *run], home, var_dir, [])


def _nightly() -> str:
    lines = ["[Unit]", "Description=Dastak: a backup each night", "", "[Timer]", "OnCalendar=*-*-* 02:00:00"]
    lines += ["RandomizedDelaySec=300", "Persistent=yes", "", "[Install]", "WantedBy=timers.target"]
    return "\n".join(["# Written by `dastak units`.", *lines]) + "\n"


def _section(what: str, unit: list[str], service: list[str], home: str, var_dir: str, install: list[str]) -> str:
    lines = [
        "# Written by `dastak units`; change bot/running/units.py and run `make units`.",
        "[Unit]",
        f"Description={what}",
        *unit,
        "",
        "[Service]",
        *service,
        "User=dastak",
        "Group=dastak",
        f"WorkingDirectory={home}",
        "EnvironmentFile=/etc/dastak/dastak.env",
        f"Environment=VAR_DIR={var_dir} HOME={var_dir} LOG_FORMAT=json",
        f"ReadWritePaths={var_dir}",
    ]
    return "\n".join([*lines, HARDENED, *install]).rstrip() + "\n"


def _target(table: list[Process]) -> str:
    wants = " ".join(f"dastak-{process.name}.service" for process in table)
    lines = ["[Unit]", "Description=Dastak", f"Wants={wants}", "", "[Install]", "WantedBy=multi-user.target"]
    return "\n".join(["# Written by `dastak units`.", *lines]) + "\n"
