"""A program that writes down what it sees of itself, and goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    said = subprocess.run(["sh", "-c", "echo $TOLD_LIMIT"], capture_output=True, text=True, check=True).stdout.strip()
    ended_by = (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
    handled = [one.name for one in ended_by if signal.getsignal(one) != signal.SIG_DFL]
    file = Path(sys.argv[1])
    told = {
        "pid": os.getpid(),
        "words": sys.argv[1:],
        "name": __name__,
        "limit": os.environ["TOLD_LIMIT"],
        "said_to_children": said,
        "handled": handled,
        "shared": "bot.bootstrap" in sys.modules,
        "random": random.random(),
    }
    half = file.with_suffix(".half")
    half.write_text(json.dumps(told))
    half.replace(file)
    time.sleep(600)
