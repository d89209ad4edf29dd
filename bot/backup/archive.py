"""The file of a backup: a ZIP whose last entry says what has to be in it, so that a half one is known for one."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from bot.backup import CannotBackUp
from bot.backup.manifest import DRAFT, Manifest, find_foreign

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20  # bytes
# Pressed already: a second time costs processor and saves nothing.
PRESSED = frozenset({".jpg", ".jpeg", ".png", ".webp", ".ogg", ".mp3", ".m4a", ".mp4", ".3gp", ".aac", ".gz", ".npz"})
LEVEL = 1
HALF = "is no whole backup"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
# What zipfile raises for bytes that are no archive of its kind: RuntimeError of what would need a password.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)


class Writer:
    """Writes entries, each with its checksum for the manifest."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.entries: dict[str, dict[str, Any]] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write an entry as its bytes come."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if Path(name).suffix in PRESSED else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = sha256(), 0
        with self._file.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        self.entries[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def add_folder(self, name: str, folder: Path, is_wanted: Callable[[Path], bool] = Path.is_file) -> int:
        """Write the files of a folder, without those that are gone by the time it is their turn; returns how many."""
        count = 0
        found = (path for path in folder.rglob("*") if DRAFT not in path.parts)
        for path in sorted(path for path in found if is_wanted(path) and not path.is_symlink()):
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue
            with file:
                self.add(f"{name}/{path.relative_to(folder)}", _pieces(file))
            count += 1
        return count

    def add_file(self, name: str, path: Path) -> None:
        """Write one file, if it is there."""
        if path.is_file():
            with path.open("rb") as file:
                self.add(name, _pieces(file))


@contextmanager
def written(target: Path, manifest: dict[str, Any]) -> Iterator[Writer]:
    """Open an archive to be written; it is under its name once it is whole and on the disk, and not before.

    What the block adds to `manifest` stands in it. A file that is there already is replaced at that moment.
    """
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with zipfile.ZipFile(out, "w", compresslevel=LEVEL) as file:
                writer = Writer(file)
                yield writer
                whole = {"format": FORMAT, **manifest, "entries": writer.entries}
                file.writestr(MANIFEST, json.dumps(whole, indent=1, ensure_ascii=False))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


class Reader:
    """An archive that was found whole."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._file, self.manifest = file, manifest

    def open(self, name: str) -> IO[bytes]:
        """An entry, to be read."""
        return self._file.open(name)

    def list_entries(self, folder: str) -> list[str]:
        """The names of the entries of a folder."""
        return [name for name in self.manifest.entries if name.startswith(f"{folder}/")]

    def count_bytes(self, folder: str) -> int:
        """How much room the entries of a folder take."""
        return sum(self.manifest.entries[name].bytes for name in self.list_entries(folder))

    def put(self, name: str, target: Path) -> None:
        """Write an entry to the disk, for the owner alone, in place of what may be there."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.unlink(missing_ok=True)  # a link leads elsewhere
        with self.open(name) as entry, os.fdopen(os.open(target, _NEW, 0o600), "wb") as out:
            for piece in _pieces(entry):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())


@contextmanager
def read(source: Path) -> Iterator[Reader]:
    """Open an archive, every byte of which is proved first.

    Raises:
        CannotBackUp: it is half, changed, or of a kind that this code does not know.
    """
    file, manifest = _opened(source)
    with file:
        yield Reader(file, manifest)


def _opened(source: Path) -> tuple[zipfile.ZipFile, Manifest]:
    try:
        file = zipfile.ZipFile(source)
        manifest = _read_manifest(source, file)
        _prove(source, file, manifest)
    except OSError as error:
        raise CannotBackUp(f"{source} cannot be read: {error.strerror or error}.") from error
    except ValidationError as error:
        [first, *_] = error.errors()
        where = ".".join(map(str, first["loc"]))
        raise CannotBackUp(f"{source} {HALF} of ours: {MANIFEST}: {where}: {first['msg']}.") from error
    except (*_UNREADABLE, KeyError, TypeError) as error:
        raise CannotBackUp(f"{source} {HALF} of ours: {error}.") from error
    return file, manifest


def _read_manifest(source: Path, file: zipfile.ZipFile) -> Manifest:
    # It lies in the file as it is: one that would grow while it is read is not ours, and could fill the memory.
    if file.getinfo(MANIFEST).file_size > source.stat().st_size:
        raise CannotBackUp(f"{source} {HALF} of ours: {MANIFEST} is larger than the file.")
    told = json.loads(file.read(MANIFEST))
    if told["format"] != FORMAT:
        raise CannotBackUp(f"{source} is of format {told['format']}, and this code reads {FORMAT}.")
    return Manifest.model_validate(told)


def _prove(source: Path, file: zipfile.ZipFile, manifest: Manifest) -> None:
    names = sorted(set(file.namelist()) - {MANIFEST})
    if names != sorted(manifest.entries) or len(names) + 1 != len(file.namelist()):
        odd = sorted(set(names) ^ set(manifest.entries)) or ["an entry"]
        raise CannotBackUp(f"{source} {HALF}: {odd[0]} is missing or too many.")
    foreign = find_foreign(manifest)
    if foreign is not None:
        raise CannotBackUp(f"{source} {HALF} of ours: it would write to {foreign!r}.")
    for name, told in manifest.entries.items():
        if _digest(source, file, name, told.bytes) != told.sha256:
            raise CannotBackUp(f"{source} {HALF}: {name} is not what was written.")


def _digest(source: Path, file: zipfile.ZipFile, name: str, size: int) -> str:
    """The checksum of an entry, of which no more is unpacked than the manifest promises."""
    info, digest = file.getinfo(name), sha256()
    if info.file_size != size or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CannotBackUp(f"{source} {HALF}: {name} is not what was written.")
    try:
        with file.open(info) as entry:
            for piece in _pieces(entry):
                digest.update(piece)
    except _UNREADABLE as error:
        raise CannotBackUp(f"{source} {HALF}: {name} cannot be read.") from error
    return digest.hexdigest()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
