"""Requests that could not be stored wait on disk, one file each, until they can."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from bot.logs import get_logger

SUFFIX = ".json"
# Longer than any request lives: what is older is written by nobody.
DRAFT_SECONDS = 600
COUNTED = 10_000
# The disk is the database's as well, and it needs room to take in what waits here.
ROOM_LEFT = 64 * 1024 * 1024  # bytes
# What comes after a request that had to wait waits behind it, so that a customer is answered in order. Not for longer:
# a file that nobody can store must not hold up everybody.
BEHIND_FOR = 120.0  # seconds
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A request as it came: `path` with its query, the raw body, and when (ISO, UTC).

    From Twilio `body` is the form, verified unless `headers` has the signature: then it is when it is replayed.
    So is all from a shop or carrier (the secrets are in the database that was away), with a letter in `body` for each
    byte (Latin-1).
    """

    path: str
    body: str
    received_at: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """When it came."""
        return datetime.fromisoformat(self.received_at)


class Spool:
    """A folder of receipts; names sort by arrival."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._refused_at = -BEHIND_FOR

    def put(self, receipt: Receipt) -> None:
        """Write and wait for the disk; raises OSError when even that is impossible."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < ROOM_LEFT:
            raise OSError(errno.ENOSPC, "the disk is nearly full")
        # Two of one microsecond stay in the order in which they were written.
        name = f"{receipt.received_at.replace(':', '')}-{time.monotonic_ns():020d}-{secrets.token_hex(4)}"
        draft, final = self._folder / f"{name}.part", self._folder / f"{name}{SUFFIX}"
        try:
            # Messages of customers: for the owner of the process alone.
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(asdict(receipt), file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(final)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def keep(self, receipt: Receipt, why: Exception) -> bool:
        """Put aside what could not be stored; False when the disk refuses too and the sender has to come again."""
        log.error("a request cannot be stored now: it goes to the spool", error=type(why).__name__)
        self._refused_at = time.monotonic()
        return self.add(receipt)

    def is_behind(self) -> bool:
        """Whether requests still wait since the database lately refused one in this process."""
        return time.monotonic() - self._refused_at < BEHIND_FOR and self._count(1) > 0

    def add(self, receipt: Receipt) -> bool:
        """Put a request behind those that wait; False when the disk refuses."""
        try:
            self.put(receipt)
        except OSError as failure:
            log.critical("nor can the spool: %s", failure.strerror)
            return False
        return True

    def waiting(self) -> Iterator[tuple[Path, Receipt]]:
        """What waits, oldest first. A file that cannot be read is left where it is."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                receipt = Receipt(**json.loads(path.read_text(encoding="utf-8")))
                receipt.at.astimezone()
            except (ValueError, TypeError, AttributeError, OSError):
                continue
            yield path, receipt

    def sweep_drafts(self) -> None:
        """Take away what processes that died while they wrote have left: nobody was told that it was received."""
        for draft in self._folder.glob("*.part"):
            with suppress(OSError):
                if time.time() - draft.stat().st_mtime > DRAFT_SECONDS:
                    draft.unlink()

    def count(self) -> int:
        """How many files wait, COUNTED when there are more."""
        return self._count(COUNTED)

    def _count(self, most: int) -> int:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self._folder) as files:
            return sum(1 for _ in islice((file for file in files if file.name.endswith(SUFFIX)), most))
        return 0

    def waited(self, now: float) -> float:
        """Seconds that the oldest file has waited at `now` (seconds since 1970); 0 when none waits."""
        oldest = min(self._folder.glob(f"*{SUFFIX}"), default=None)
        try:
            return max(0.0, now - oldest.stat().st_mtime) if oldest else 0.0
        except OSError:  # the scheduler has just taken it away
            return 0.0

    def size(self) -> int:
        """How many bytes wait."""
        total = 0
        for path in self._folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):  # the scheduler has just taken it away
                total += path.stat().st_size
        return total

    @staticmethod
    def done(path: Path) -> None:
        """Take a receipt away once it is stored."""
        path.unlink(missing_ok=True)
