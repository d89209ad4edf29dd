"""A backup that is whole, and the ways in which one is spoilt."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.backup.archive import MANIFEST, written

ABOUT = {
    "made_at": "2026-11-29T00:00:00+00:00",
    "made_by": "dastak 9",
    "kind": "sqlite",
    "schema": "0001",
    "sealed": "",
    "with_secrets": False,
}


def write_whole(file: Path) -> None:
    """Write a backup that is one, but for its database."""
    with written(file, ABOUT) as writer:
        writer.add("media/a.jpg", [os.urandom(300_000), b"end"])
        writer.add("media/a.txt", [b"word " * 30_000])
        writer.add("database/dastak.db", [b"no database"])


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def change_byte(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[5000] ^= 1
    file.write_bytes(whole)


def rewrite(**changed: Any) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as old:
            entries = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(entries.pop(MANIFEST)) | changed
        with zipfile.ZipFile(file, "w") as new:
            for name, content in entries.items():
                new.writestr(name, content)
            new.writestr(MANIFEST, json.dumps(manifest))

    return rewrite


def named(*names: str) -> Callable[[Path], None]:
    """A backup that is whole, with entries of these names."""

    def write(file: Path) -> None:
        with written(file, ABOUT) as writer:
            for name in names:
                writer.add(name, [b"* * * * * root true"])

    return write


def unlike(change: Callable[[zipfile.ZipInfo], None], entry: str = "media/a.txt") -> Callable[[Path], None]:
    """The same archive, in which one entry is described otherwise."""

    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file, "a") as changed:
            change(changed.getinfo(entry))
            changed._didModify = True  # type: ignore[attr-defined]  # writes the directory anew

    return rewrite


def say_larger(info: zipfile.ZipInfo) -> None:
    info.file_size = 1 << 40


def lock(info: zipfile.ZipInfo) -> None:
    info.flag_bits |= 1


def press_unknown(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_LZMA


def grow(file: Path) -> None:
    """A manifest that is a thousand times as long once it is unpacked."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr(MANIFEST, " " * 50_000_000)


def twice(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("media/a.txt", b"another")
