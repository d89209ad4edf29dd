"""Training goes on from a model that is there; the archive is the same but for its classifier; both are compared."""

import json
import tarfile
import tempfile
import unittest
from pathlib import Path

from rasa_addons.archives import load_classifier, read_name, write_archive
from rasa_addons.comparing import TriedMessage, compare
from rasa_addons.going_on import go_on
from rasa_addons.intents import IntentModel, IntentSettings, train
from rasa_addons.ranking import rank
from rasa_addons.teach import divide

KNOWN = [
    *((f"hello {name}", "greet") for name in ("asha", "ravi", "sir", "madam", "there", "friend")),
    *((f"cancel {what}", "cancel_order") for what in ("order", "it", "my order", "the order now", "everything")),
    *((f"where is {what}", "order_status") for what in ("my order", "it", "my parcel", "the saree", "my kurta")),
]
TAUGHT = [TriedMessage("1:1", f"do you do fall pico {end}", "en", ("order_status",)) for end in ("", "please", "here")]


def base() -> IntentModel:
    texts, intents = zip(*KNOWN, strict=True)
    return train(texts, intents, None, IntentSettings(), lambda line: None)


class GoingOnTest(unittest.TestCase):
    """On a model of three intents, without embeddings."""

    def test_it_learns_what_is_taught_and_leaves_the_former_one_alone(self) -> None:
        former = base()
        before = rank(former, "hello asha"), rank(former, "do you do fall pico")
        model = go_on(former, KNOWN, [(each.text, each.wanted[0]) for each in TAUGHT], None, lambda line: None)
        assert rank(model, "do you do fall pico")[0][0] == "order_status"
        assert rank(model, "hello asha")[0][0] == "greet"
        assert (rank(former, "hello asha"), rank(former, "do you do fall pico")) == before
        assert any("pico" in word for word in set(model.words) - set(former.words))

    def test_words_that_a_lesson_contradicts_are_left_out_and_counted(self) -> None:
        lesson = TriedMessage("1:2", "Hello  ASHA!", "en", ("cancel_order",))
        stand, against = divide(KNOWN, [lesson])
        assert (len(stand), [each.text for each in against]) == (len(KNOWN) - 1, ["hello asha"])
        assert divide(KNOWN, [TriedMessage("1:3", "hello asha", "en", ("greet",))])[1] == []

    def test_it_tells_what_changes_by_name(self) -> None:
        former = base()
        pairs = [("hello asha", "cancel_order"), ("hello ravi", "cancel_order"), ("hello sir", "cancel_order")] * 3
        model = go_on(former, [pair for pair in KNOWN if pair[1] != "greet"], pairs, None, lambda line: None)
        found = compare(
            former, model, {"held_out": [TriedMessage("", "hello asha", "en", ("greet",))]}, lambda at: None
        )
        [changed] = found["changed"]
        assert (changed["text"], changed["after"][0], changed["gained"]) == ("hello asha", "cancel_order", False)
        assert found["counts"]["held_out"]["en"] == [1, 1, 0]
        assert found["acting"][1] >= found["acting"][0]

    def test_the_archive_is_the_same_but_for_its_classifier(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            place = root / "in" / "components" / "train_rasa_addons.classifier.IntentClassifier1"
            place.mkdir(parents=True)
            base().save(place)
            (root / "in" / "components" / "rules.json").write_text("{}")
            (root / "in" / "metadata.json").write_text(json.dumps({"model_id": "a", "language": "en"}))
            with tarfile.open(root / "base.tar.gz", "w:gz") as tar:
                tar.add(root / "in", "/")
            write_archive(root / "base.tar.gz", base(), "taught-1", root / "out.tar.gz")
            assert read_name(root / "out.tar.gz") == "taught-1"
            assert load_classifier(root / "out.tar.gz").labels == base().labels
            with tarfile.open(root / "out.tar.gz") as tar:
                assert "components/rules.json" in tar.getnames()
