"""How the tests are shared out between processes: file by file, and together what leans on one running system.

A file's worlds are made in one process alone, and Rasa is started as seldom as can be.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

# What the tests of a folder lean on: all that name the same go to one process.
_RUNNING = {"dialogue": "rasa", "cases": "rasa", "e2e": "the whole system", "lives": "the fortnight"}
# Those of the folders above that stand in worlds of their own: in one process with the others they would be its longest
# way, at whose end the other processes wait. Settings share an office (tests/e2e/office.py).
_APART = {
    "e2e/test_broadcast_chaos.py": "a broadcast in trouble",
    "e2e/test_first_hour.py": "an empty installation",
    "e2e/test_console_hostile.py": "a page",
    "e2e/test_console_log_in.py": "a page",
    "e2e/test_phone_access.py": "the phone",
    "e2e/test_phone_page.py": "the phone",
    "e2e/test_installation_page.py": "an office",
    "e2e/test_nothing_of_the_demo.py": "an office",
    "e2e/test_settings_hostile.py": "an office",
    "e2e/test_settings_reach.py": "an office",
    "e2e/test_settings_typed.py": "an office",
}
# These take longest: the rest fills up what time the processes have left.
_LONG = (*_RUNNING, "rasa_side", "storefront", "running", "demo")
# And these files of other folders: one that begins last keeps one core busy and the other idle.
_LONG_FILES = (*_APART, "api/test_as_described.py", "faq/test_search.py", "api/test_full_shop.py", "api/test_access.py")


class SharingByFile(LoadFileScheduling):  # type: ignore[misc]
    """A file, or all files that lean on one running system, for one process after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return _APART.get(_file(nodeid)) or _RUNNING.get(_folder(nodeid), nodeid.partition("::")[0])


def sort_longest_first(items: list[pytest.Item]) -> None:
    """Put the folders and files of the longest tests before all others, each in its own order."""
    places = {name: place for place, name in enumerate((*_LONG, *_LONG_FILES))}
    items.sort(key=lambda item: places.get(_file(item.nodeid), places.get(_folder(item.nodeid), len(places))))


def _folder(nodeid: str) -> str:
    """Return the folder of tests/ that a test is in."""
    return nodeid.split("/")[1]


def _file(nodeid: str) -> str:
    """Return the file of a test, from its folder in tests/ on."""
    return nodeid.partition("::")[0].removeprefix("tests/")
