"""What can stop a write that was allowed when it was decided."""


class Stale(Exception):
    """Somebody else wrote first. Read again and decide again; `other` is what now stands there, where that is text."""

    def __init__(self, other: str = "") -> None:
        self.other = other
        super().__init__("Somebody else changed this first")


READ_ONLY = "Nothing can be changed at the moment because we are updating the service. Try again later"


class ReadOnly(Exception):
    """This machine was told to change nothing for now; what is there can be read."""

    def __init__(self) -> None:
        super().__init__(READ_ONLY)


FULL = "We cannot save anything just now. Nothing you typed is lost: stay on this page and try again in a few minutes"


class Full(Exception):
    """There is no room to write in, or the disk takes nothing. Nothing was changed; what is there can be read."""

    def __init__(self) -> None:
        super().__init__(FULL)


class Unreadable(Exception):
    """The file of the database is damaged, or is none."""

    def __init__(self) -> None:
        super().__init__("The file of the database is damaged, or is no database. Restore the last backup")


class Unreachable(Exception):
    """Nothing answers where the database should be, it lets us not in, or its file may not be opened."""

    def __init__(self, where: str, said: str) -> None:
        super().__init__(f"The database {where} cannot be used: {said}. Check WHERRY_DATABASE and that it runs")


class Repeated(Exception):
    """This very command was accepted before. Show the case it made or moved: `reference`."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"This was done already, in {reference}")
