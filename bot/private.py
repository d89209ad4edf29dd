"""What is the owner's alone: VAR_DIR with all that lies there and will be written there, and ways in with a token."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from collections.abc import Iterator
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
SCHEME = "bearer"


def keep_private(var_dir: Path) -> None:
    """Make VAR_DIR the owner's alone, and so whatever this process and its children write from now on.

    A folder of somebody else is left as it is (see `tighten`).
    """
    os.umask(OTHERS)
    var_dir.mkdir(parents=True, exist_ok=True)
    _close(var_dir)


def tighten(*places: Path) -> list[Path]:
    """Close these folders with all that is in them, and these files, to everybody else; links are not followed.

    Returns what stayed open: it belongs to somebody else, or its file system knows no owners.
    """
    return [path for place in places for path in _within(place) if not _close(path)]


def is_bearer(header: str, tokens: str) -> bool:
    """Whether an Authorization header holds one of these tokens, divided by commas; compared in constant time.

    It may hold several as well: while a token is renewed, both sides know the new and the former one, and whichever has
    been started anew first is understood by the other.
    """
    scheme, _, given = header.partition(" ")
    return any(is_password(one.strip(), tokens) for one in given.split(",")) and scheme.lower() == SCHEME


def is_password(given: str, tokens: str) -> bool:
    """Whether what somebody typed is one of these tokens; an empty one is none."""
    return any([_is_same(given, token) for token in tokens.split(",")])


def _is_same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode()) and bool(token)


def make_digest(secret: str) -> str:
    """Return the SHA-256 (hex) by which something is known again that is itself not kept; a secret has to be random."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def _within(place: Path) -> Iterator[Path]:
    yield place
    for folder, folders, files in os.walk(place):
        yield from (Path(folder, name) for name in (*folders, *files))


def _close(path: Path) -> bool:
    """Whether nobody else can open it now; one that is gone is closed, and so is what a link alone leads to."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode) or not mode & OTHERS:
            return True
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
        return not path.lstat().st_mode & OTHERS
    except FileNotFoundError:
        return True
    except OSError:
        return False
