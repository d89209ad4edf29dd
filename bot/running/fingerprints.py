"""The name of a model: what it was made of. Standard library only, so that an image can be built by it alone."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SOURCES = ("config.yml", "domain.yml", "domain", "data", "rasa_addons", "lexicon")
SOURCE_SUFFIXES = {".yml", ".yaml", ".py", ".txt", ".json", ".lock"}


def fingerprint(root: Path) -> str:
    """A name for everything that the model is made of: Rasa's files, the training data, our components, their lock.

    Of the lexicon these are the modules: what a word means is looked up when a message is read, not learned.
    """
    digest = sha256()
    for path in sorted(_sources(root)):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        top = root / name
        if top.is_file():
            yield top
        for path in top.rglob("*") if top.is_dir() else ():
            hidden = any(part.startswith((".", "__")) for part in path.relative_to(root).parts[:-1])
            if not hidden and path.suffix in SOURCE_SUFFIXES and path.is_file():
                yield path
