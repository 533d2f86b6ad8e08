"""What can stop a write that was allowed when it was decided."""


class Stale(Exception):
    """Somebody else wrote first. Read again and decide again; `other` is what now stands there, where that is text."""

    def __init__(self, other: str = "") -> None:
        self.other = other
        super().__init__("Somebody else changed this first")


class Repeated(Exception):
    """This very command was accepted before. Show the case it made or moved: `reference`."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"This was done already, in {reference}")
