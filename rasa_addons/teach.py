"""Trains a model with what shops have taught and compares it with the one that runs.

From the repository's root: rasa_addons/.venv/bin/python -m rasa_addons.teach FOLDER

FOLDER/order.json: base and running (archives), name (of the new model), taught and kept (messages, see `TriedMessage`).
Written: FOLDER/model.tar.gz, then FOLDER/compared.json (see rasa_addons/comparing.py). Each line said begins with how
far it is, 0 to 1. Nothing else is touched: not models/, not .rasa/.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lexicon.folding import normalise, tokens, words_of
from rasa_addons.archives import load_classifier, write_archive
from rasa_addons.comparing import Remembered, TriedMessage, compare
from rasa_addons.embedding import load_embedder
from rasa_addons.going_on import go_on
from rasa_addons.held_out import examples_in, hard_messages, held_out
from rasa_addons.vectors import SHIPPED

DATA = Path("data/nlu")
# What the steps take of the whole, about.
READ, TRAINED, PACKED = 0.05, 0.6, 0.65


def main(folder: Path) -> int:
    """Do what the order says; 0 when both files are there."""
    order: dict[str, Any] = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    taught, kept = ([TriedMessage(**each) for each in order[name]] for name in ("taught", "kept"))
    embedder, why_not = load_embedder()
    if embedder is None:
        say(0, why_not)
    say(0, "loading the model")
    base = load_classifier(Path(order["base"]))
    known, contradicted = divide(list(_training_messages()), taught)
    pairs = [(each.text, each.wanted[0]) for each in taught]
    own = folder.parent / "vectors.npz"
    model = go_on(base, known, pairs, embedder, lambda line: say(READ, line), (SHIPPED, own))
    say(TRAINED, "packing the model")
    write_archive(Path(order["base"]), model, order["name"], folder / "model.tar.gz")
    running = base if order["running"] == order["base"] else load_classifier(Path(order["running"]))
    if embedder is not None:
        running.embedder = model.embedder = Remembered(embedder)
    tests = [TriedMessage("", each.text, each.locale, each.wanted) for each in _held_out()]
    sets = {"held_out": tests, "taught": taught, "kept": kept, "contradicted": contradicted}
    found = compare(running, model, sets, lambda share: say(PACKED + share * (1 - PACKED), "comparing both models"))
    part = folder / "compared.part"
    part.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / "compared.json")
    say(1, "compared")
    return 0


def divide(
    known: Sequence[tuple[str, str]], taught: Sequence[TriedMessage]
) -> tuple[list[tuple[str, str]], list[TriedMessage]]:
    """Training messages that stand, and those in the very words of a taught one that means something else."""
    meant = {key_of(each.text): each for each in taught}
    stand, against = [], []
    for text, intent in known:
        other = meant.get(key_of(text))
        if other is None or intent in other.wanted:
            stand.append((text, intent))
        else:
            against.append(TriedMessage("", text, other.locale, (intent,)))
    return stand, against


def key_of(text: str) -> str:
    """What two messages of the same words have in common."""
    heard = normalise(text)
    return " ".join(words_of(heard) or tokens(heard))


def say(share: float, what: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{share:.2f} {what}\n")
    sys.stdout.flush()


def _training_messages() -> Iterator[tuple[str, str]]:
    for path in sorted(DATA.glob("*/*.yml")):
        yield from examples_in(path)


def _held_out() -> Iterator[Any]:
    yield from held_out("test")
    yield from held_out("blind")
    yield from hard_messages()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
