"""On behalf: staff begin a service for somebody on the phone, at a desk, on a visit or from their letter.

What the applicant is asked later staff complete as any task, with `Complete(…, helped=…)`.
"""

from datetime import datetime

from desk import applying
from desk.views import Applying
from engine.commands import HELPED, Actor, Refusal

#: How they may help: what the command carries, and the words for it.
WAYS = tuple((way, said[:1].upper() + said[1:]) for way, said in HELPED.items())


def begin(
    desk: applying.Desk, visitor: str, actor: Actor, service: str, how: str, now: datetime, language: str = ""
) -> Applying | Refusal:
    """The first page; from there on all is as for residents, but that their browser is not this one."""
    if how not in HELPED:
        return Refusal("Select how you are helping")
    return desk.begin(visitor, service, now, actor, language, helped=how)
