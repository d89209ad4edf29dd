"""Prints how small the files are when their guard has run, so that the next one is shaped and not cut."""

from __future__ import annotations

from pathlib import Path

from _pytest.terminal import TerminalReporter

from bench import sizes

ROOT = Path(__file__).resolve().parents[2]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Add one line to the end of a run that guarded the sizes."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    if any("guards/test_sizes.py" in report.nodeid for report in reports):
        found = [module for module in sizes.modules(ROOT) if not module.bare]
        share = sizes.small_share(found)
        terminalreporter.write_line(f"{share:.0%} of {len(found)} files have at most {sizes.SMALL} lines (make sizes)")
