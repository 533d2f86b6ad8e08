"""What every benchmark that times people's waiting prints: a p50, a p95 and a p99 in milliseconds."""

from collections.abc import Sequence
from math import ceil


def percentile(seconds: Sequence[float], share: float) -> float:
    """The wait, in milliseconds, that so great a share of them did not exceed."""
    waits = sorted(seconds)
    return waits[max(0, ceil(share * len(waits)) - 1)] * 1000


def waits(what: str, seconds: Sequence[float]) -> str:
    shown = "  ".join(f"p{share * 100:.0f} {percentile(seconds, share):5.0f} ms" for share in (0.5, 0.95, 0.99))
    return f"{what:<44} {shown}  ({len(seconds):,} times)"
