"""Rasa's own command without what our pipeline never uses: `python -m rasa_addons.lean run …`, `train …`.

Rasa imports every component, channel and store that it has, whatever a configuration names. Two thirds of its start go
into TensorFlow and the clients of services that nobody here speaks to. Those find something here that bears their name
and can do nothing; whoever needs one of them starts `rasa` itself. Under any other version of Rasa nothing is left out.
"""

import gc
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from types import ModuleType
from typing import Any

# The neural components' (DIET, TED, Keras' layers), then channels', stores', and those of tests and terminals.
LEFT_OUT = frozenset(
    (
        *("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"),
        *("aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk"),
        *("aio_pika", "aiormq", "boto3", "botocore", "pymongo"),
        *("google", "matplotlib", "prompt_toolkit", "questionary", "sklearn"),
    )
)
TRIED_WITH = "3.6.21"
OBJECTS_BETWEEN_LOOKS = 50_000


class _Named(type):
    """What has any attribute that is asked for: itself."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return LeftOut


class LeftOut(metaclass=_Named):
    """A class, a function or a decorator of what is left out: can be inherited, named as a type, and called."""

    def __init__(self, *_given: Any, **_named: Any) -> None:
        """Take anything."""

    def __call__(self, *_given: Any, **_named: Any) -> Any:
        """What a decorator of it makes can do nothing either."""
        return LeftOut

    def __getattr__(self, name: str) -> Any:
        return getattr(LeftOut, name)


class _Empty(ModuleType):
    """A module in which everything is found."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return LeftOut


class _Finder(MetaPathFinder, Loader):
    """Finds an empty module for each name that is left out."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return ours for what is left out, and leave all else to others."""
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] in LEFT_OUT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the empty one."""
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to do."""


def leave_out() -> None:
    """From now on, what is imported of these is empty."""
    sys.meta_path.insert(0, _Finder())


def main() -> None:
    """Become Rasa's command."""
    # Nearly all that a start makes stays; Python looks through it again and again for circles that are none.
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    if version("rasa") == TRIED_WITH:
        leave_out()
    from rasa.__main__ import main as rasa

    if "train" in sys.argv[1:2]:
        from rasa_addons import fast_training

        fast_training.apply()
    rasa()


if __name__ == "__main__":
    main()
