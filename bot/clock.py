"""What time it is: the machine's, or in a simulated system that of a clock which the demo's days move on.

Every process reads the one clock that `read_clock` gives for its settings, and hands the time on as a value.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from bot.config import Settings


class Moving(Exception):
    """The clock is being moved on by another at this moment."""


@runtime_checkable
class MovableClock(Protocol):
    """A clock that can be put forward; a real shop's cannot."""

    def __call__(self) -> datetime:
        """Return the time, in UTC."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward to this moment, for every process; a moment gone by changes nothing."""
        ...

    def hold(self) -> AbstractContextManager[None]:
        """Keep everybody else from moving it meanwhile; raises Moving when somebody does already."""
        ...


def tell_utc() -> datetime:
    """Return the machine's time in UTC: the clock of a real shop."""
    return datetime.now(UTC)


class StoredClock:
    """The machine's clock and the days that have passed at the demo besides: seconds in a file of VAR_DIR.

    A file, because the simulator and every process of ours read it, some many times a message. Without the file the
    time is the machine's.
    """

    def __init__(self, path: Path, tell: Callable[[], datetime] = tell_utc) -> None:
        self._path, self._tell = path, tell

    def __call__(self) -> datetime:
        """Return the time at the demo, in UTC."""
        return self._tell() + self.ahead

    @property
    def ahead(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        try:
            return timedelta(seconds=float(self._path.read_text()))
        except FileNotFoundError:
            return timedelta()

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward to this moment, for every process; a moment gone by changes nothing."""
        ahead = moment - self._tell()
        if ahead > self.ahead:
            self._keep(ahead)

    def begin_again(self) -> None:
        """Show the machine's time again: what was dated by this clock must be gone."""
        self._path.unlink(missing_ok=True)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep everybody else, in this process and in others, from moving the clock meanwhile.

        Raises:
            Moving: somebody does already.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with open(self._path.with_name(f"{self._path.name}.lock"), "w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Moving from None
            yield  # closing the file lets go of it, as the death of this process does

    def _keep(self, ahead: timedelta) -> None:
        mine = self._path.with_name(f".{self._path.name}-{secrets.token_hex(4)}")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        mine.write_text(f"{ahead.total_seconds()}\n")
        os.replace(mine, self._path)  # nobody reads half of it


def read_clock(settings: Settings) -> Callable[[], datetime]:
    """Return the clock of these settings; of a real shop it is the machine's, whatever a demo has left in VAR_DIR."""
    return StoredClock(settings.demo_clock) if settings.simulated else tell_utc
