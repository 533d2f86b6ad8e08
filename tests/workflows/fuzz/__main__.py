"""The long run: so many inputs of each sort, and what came of them. `python -m tests.workflows.fuzz loader=1000`

Not on Windows, which cannot stop an input that goes over its bound of time.
"""

import gc
import resource
import signal
import sys
import time
from collections import Counter
from types import FrameType
from typing import NoReturn

from tests.workflows.fuzz.trials import REFUSALS, TRIALS, Trial, houses


class OverBound(Exception):
    """An input took more processor time than its sort may."""


def main(arguments: list[str]) -> None:
    signal.signal(signal.SIGVTALRM, _stop)
    houses()
    gc.freeze()  # the collector would look through all this again while some input is timed
    print(f"{'sort':12} {'inputs':>9} {'seconds':>8} {'mean ms':>8} {'slowest ms':>10} {'its seed':>9} {'bound ms':>8} "
          f"{'peak MB':>8}  not our own", flush=True)  # fmt: skip
    for argument in arguments:
        called, _, count = argument.partition("=")
        first, _, last = count.rpartition("-")
        _try_all(TRIALS[called], int(first or 0), int(last))


def _try_all(trial: Trial, first: int, last: int) -> None:
    slowest, seed_of_slowest, spent = 0.0, first, 0.0
    failed: Counter[str] = Counter()
    for seed in range(first, last):
        before = time.process_time()
        if failure := _failure(trial, seed):
            failed[failure] += 1
            print(f"  {trial.called} {seed}: {failure}", flush=True) if failed[failure] < 4 else None
        took = time.process_time() - before
        spent += took
        if took > slowest:
            slowest, seed_of_slowest = took, seed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    mean = 1000 * spent / (last - first)
    print(f"{trial.called:12} {last - first:9,} {spent:8.1f} {mean:8.2f} {1000 * slowest:10.0f} {seed_of_slowest:9} "
          f"{1000 * trial.bound:8.0f} {peak:8.0f}  {sum(failed.values())}", flush=True)  # fmt: skip


def _failure(trial: Trial, seed: int) -> str:
    """What an input raised that is not one of our own exceptions, or ""."""
    signal.setitimer(signal.ITIMER_VIRTUAL, trial.bound)
    try:
        trial.run(seed)
    except REFUSALS:
        return ""
    except Exception as error:  # whatever it is: finding it is the purpose
        return f"{type(error).__name__}: {str(error)[:150]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def _stop(signal: int, frame: FrameType | None) -> NoReturn:
    raise OverBound


main(sys.argv[1:])
