"""`python -m tests.e2e.near_by -m MODULE …`: a process of ours that may ask the stand-ins on this machine.

They speak plain HTTP at 127.0.0.1, where our processes ask nobody; what they run is ours, to the last line.
"""

from __future__ import annotations

import os
import runpy
import sys

from bot.carriers.shiprocket.api import ShiprocketApi
from bot.outside import Outside

HOSTS, SHIPROCKET = "NEAR_BY_HOSTS", "NEAR_BY_SHIPROCKET"


def main(module: str, *words: str) -> None:
    """Become the module, with those hosts trusted and Shiprocket at its stand-in."""
    Outside.__init__.__defaults__ = (frozenset(os.environ[HOSTS].split(",")),)
    *_, clock = ShiprocketApi.__init__.__defaults__ or ()
    ShiprocketApi.__init__.__defaults__ = (os.environ[SHIPROCKET], clock)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[2:])
