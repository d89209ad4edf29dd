"""An application that ends the process which loads it, as a crash would; it writes down when, into the file HELD."""

import os
import signal
import time
from pathlib import Path

with Path(os.environ["HELD"]).open("a") as file:
    file.write(f"{time.monotonic()}\n")
os.kill(os.getpid(), signal.SIGKILL)
