"""How much is tried in one reading, so that a file written to be slow is read as soon as any other."""

from workflows.checks.grid import Endless

#: A service of 2,000 steps comes to a fifth of this, the largest that ships to a two hundredth.
MOST_TRIED = 500_000


class Spent(Endless):
    """Nothing more is tried in this reading."""


class Budget:
    """Counts what is tried: a cell looked at, a condition drawn in, an outcome kept."""

    def __init__(self, left: int = MOST_TRIED) -> None:
        self.left = left

    def spend(self, some: int) -> None:
        self.left -= some
        if self.left < 0:
            raise Spent("is one choice too many of this service")
