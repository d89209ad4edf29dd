"""Runs the plain fan-out of bench.fan_out: how fast it sends, and what a kill does to it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections import Counter

import psutil
import redis

from bench.broadcast_rows import FIRST, phone
from bench.counter import CountingTwilio, count_twice
from bench.systems import Running
from bench.table import rate
from bench.wire import until
from bot.running import ROOT, processes

THREADS = 64  # as many as our worker has hands
WAITED = 100.0  # seconds: Dramatiq takes a worker for dead after 60


async def compare(running: Running, twilio: CountingTwilio, count: int) -> None:
    """Send to so many people by one task each, with a kill in the middle, and print what came of it."""
    environ = {**processes.shared_environment(running.settings), "REDIS_URL": running.settings.redis_url}
    environ |= {"TWILIO_API_URL": f"http://127.0.0.1:{twilio.port}"}
    twilio.sent.clear()
    began = time.perf_counter()
    await asyncio.to_thread(_enqueue, environ, count)
    print(f"plain fan-out, one task a recipient: {count:,} enqueued in {time.perf_counter() - began:.0f} s")
    worker = _start(environ)
    await until(lambda: sum(twilio.sent.values()) > count // 20, 60)
    before, begun, cpu = sum(twilio.sent.values()), time.perf_counter(), _cpu(worker)
    await until(lambda: sum(twilio.sent.values()) >= count // 2, 300)
    sent, took = sum(twilio.sent.values()) - before, time.perf_counter() - begun
    each = (_cpu(worker) - cpu) / max(1, sent) * 1000
    rate(
        "sent by one worker of plain tasks", sent / took, f"{sent:,} in {took:.0f} s, its processor {each:.2f} ms each"
    )
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    worker = _start(environ)
    try:
        await until(lambda: len(twilio.sent) >= count, WAITED)
        await asyncio.sleep(5)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    print(f"  killed with -9: sent twice {count_twice(_of_these(twilio.sent))}; lost {count - len(twilio.sent)}")
    with redis.Redis.from_url(running.settings.redis_url) as client:
        for key in client.scan_iter("dramatiq:fan_out*"):
            client.delete(key)


def _of_these(sent: Counter[str]) -> Counter[str]:
    return Counter({receiver: count for receiver, count in sent.items() if phone(FIRST)[:5] in receiver})


def _enqueue(environ: dict[str, str], count: int) -> None:
    code = (
        "from bench.fan_out import send_one\n"
        f"for number in range({FIRST}, {FIRST + count}):\n"
        "    send_one.send(number)\n"
    )
    subprocess.run([processes.PYTHON, "-c", code], env=environ, cwd=ROOT, check=True)


def _start(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    size = ("--processes", "1", "--threads", str(THREADS))
    command = [processes.PYTHON, "-m", "dramatiq", "bench.fan_out:broker", *size]
    return subprocess.Popen(
        command, env=environ, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _cpu(worker: subprocess.Popen[bytes]) -> float:
    process = psutil.Process(worker.pid)
    spent = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(times.user + times.system for times in spent)
