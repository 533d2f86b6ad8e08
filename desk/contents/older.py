"""Word documents as Word wrote them until 2003: a file of streams, of which none may run.

Source: [MS-CFB] 2.6.1 (names of streams stand whole, in UTF-16), [MS-DOC] 2.1 and [MS-OVBA] 2.2 (what they are called).
"""

from desk.contents.unfit import INSIDE, LOCKED, PROGRAM, Unfit, broken

BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def checked(ending: str, data: bytes) -> None:
    """Raises `Unfit`."""
    if not data.startswith(BEGINNING) or len(data) < 1536:
        raise broken(ending)
    if holds(data, "EncryptedPackage"):
        raise Unfit(LOCKED)
    if not holds(data, "WordDocument"):
        raise broken(ending)
    if holds(data, "_VBA_PROJECT") or holds(data, "Macros"):
        raise Unfit(PROGRAM)
    if any(holds(data, one) for one in ("\x01Ole10Native", "Equation Native", "Package")):
        raise Unfit(INSIDE)


def holds(data: bytes, stream: str) -> bool:
    """The length of its name, with what ends it, stands 64 bytes after where it begins."""
    name = f"{stream}\0".encode("utf-16-le")
    at = data.find(name)
    while at >= 0:
        if data[at + 64 : at + 66] == len(name).to_bytes(2, "little"):
            return True
        at = data.find(name, at + 2)
    return False
