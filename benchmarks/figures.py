"""What benchmarks print alike: people's waiting as a p50, a p95 and a p99 in milliseconds, the middle of several
times beside its processor time, and how busy the machine was."""

import os
from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from time import perf_counter, process_time


def percentile(seconds: Sequence[float], share: float) -> float:
    """The wait, in milliseconds, that so great a share of them did not exceed."""
    waits = sorted(seconds)
    return waits[max(0, ceil(share * len(waits)) - 1)] * 1000


def waits(what: str, seconds: Sequence[float]) -> str:
    shown = "  ".join(f"p{share * 100:.0f} {percentile(seconds, share):5.0f} ms" for share in (0.5, 0.95, 0.99))
    return f"{what:<44} {shown}  ({len(seconds):,} times)"


def middle(act: Callable[[], object], times: int) -> str:
    """The middle of so many, after one that warms it up, and of the processor time this program took for each."""
    act()
    took, worked = [], []
    for _ in range(times):
        began, busy = perf_counter(), process_time()
        act()
        took.append(perf_counter() - began)
        worked.append(process_time() - busy)
    return f"{median(took) * 1000:.2f} ms (our processor {median(worked) * 1000:.2f})"


def machine() -> str:
    """How busy the machine is: how many wanted to run in the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
