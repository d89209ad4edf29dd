"""The classifier inside an archive of Rasa's: taken out, and put back trained anew; all else stays as it is.

What decides the next step (rules, stories, domain) is the same in both archives: a conversation goes another way only
where a message is read otherwise.
"""

import json
import shutil
import tarfile
import tempfile
from pathlib import Path

from rasa_addons.intents import IntentModel

CLASSIFIER = "rasa_addons.classifier.IntentClassifier"
COMPONENTS, METADATA = "components", "metadata.json"


class NoClassifier(Exception):
    """An archive has no classifier of ours, or two."""


def load_classifier(archive: Path) -> IntentModel:
    """The model inside an archive, without its embedder."""
    with tempfile.TemporaryDirectory() as folder:
        return IntentModel.load(_unpacked(archive, Path(folder)))


def read_name(archive: Path) -> str:
    """The model's own name (Rasa's model_id)."""
    with tempfile.TemporaryDirectory() as folder:
        _unpacked(archive, Path(folder))
        return str(json.loads((Path(folder) / METADATA).read_text(encoding="utf-8"))["model_id"])


def write_archive(base: Path, model: IntentModel, name: str, out: Path) -> None:
    """Write an archive as `base` with another classifier, under another name; whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        place = _unpacked(base, root)
        shutil.rmtree(place)
        place.mkdir()
        model.save(place)
        told = json.loads((root / METADATA).read_text(encoding="utf-8"))
        (root / METADATA).write_text(json.dumps(told | {"model_id": name}), encoding="utf-8")
        part = out.with_suffix(".part")
        with tarfile.open(part, "w:gz", compresslevel=3) as tar:
            for each in (COMPONENTS, METADATA):
                tar.add(root / each, each)
        part.chmod(0o644)
        part.replace(out)


def _unpacked(archive: Path, folder: Path) -> Path:
    """The folder of the classifier, of an archive of our own making."""
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            member.name = member.name.lstrip("/")
            if ".." not in Path(member.name).parts and (member.isdir() or member.isfile()):
                tar.extract(member, folder)
    found = list((folder / COMPONENTS).glob(f"*{CLASSIFIER}*"))
    if len(found) != 1:
        raise NoClassifier(str(archive))
    return found[0]
