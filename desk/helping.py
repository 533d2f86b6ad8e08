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
    """Every question at once, in a draft of its own from the start; the browser holds it until it is sent."""
    if how not in HELPED:
        return Refusal("Select how you are helping")
    view = desk.begin(visitor, service, now, actor, language, helped=how)
    place = view if isinstance(view, Refusal) else desk.places.new(visitor, view, now)
    if isinstance(place, Refusal):
        return place
    desk.engine.store.drafts.save(place.draft)
    desk.engine.store.links.bind(visitor, "draft", place.draft.id)
    return desk.resume(visitor, place.draft.id, None, now, language)
