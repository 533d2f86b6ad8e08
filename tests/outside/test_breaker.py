"""A circuit breaker: who fails again and again is left alone, and then one tries it for all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from outside.breaker import Breaker


@dataclass
class Watch:
    """Seconds that the test counts."""

    seconds: float = 0.0
    breaker: Breaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(lambda: self.seconds, most=3, rest=60)

    def fails(self, times: int, host: str = "one") -> None:
        for _ in range(times):
            self.breaker.failed(host)


def test_it_is_left_alone_after_so_many_failures_running_and_no_other_is() -> None:
    watch = Watch()
    watch.fails(2)
    assert watch.breaker.pause("one") == 0

    watch.fails(1)

    watch.seconds = 20
    assert (watch.breaker.pause("one"), watch.breaker.pause("another")) == (40, 0)


def test_an_answer_in_between_begins_the_count_afresh() -> None:
    watch = Watch()
    watch.fails(2)
    watch.breaker.answered("one")
    watch.fails(2)

    assert watch.breaker.pause("one") == 0


def test_after_the_rest_one_tries_and_the_others_wait_for_what_becomes_of_it() -> None:
    watch = Watch()
    watch.fails(3)
    watch.seconds = 60

    with ThreadPoolExecutor(8) as hands:
        pauses = sorted(hands.map(lambda _: watch.breaker.pause("one"), range(50)))
    assert pauses == [0] + [60] * 49

    watch.breaker.answered("one")
    assert [watch.breaker.pause("one") for _ in range(3)] == [0, 0, 0]


def test_a_try_that_fails_begins_another_rest_and_one_that_never_ends_lets_another_try() -> None:
    watch = Watch()
    watch.fails(3)
    watch.seconds = 60
    assert watch.breaker.pause("one") == 0
    watch.seconds = 70
    watch.fails(1)
    assert watch.breaker.pause("one") == 60

    watch.seconds = 130
    assert watch.breaker.pause("one") == 0
    watch.seconds = 190
    assert watch.breaker.pause("one") == 0
