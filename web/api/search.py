"""Finding cases by any word in them, among those that the client may see."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from desk.finding import Found
from web.api.problems import FromClient, described
from web.api.tokens import Reading

router = APIRouter(tags=["cases"])


class Sought(FromClient):
    words: str = Field(min_length=1, max_length=200, description="A reference, a name, a postcode, any word")


class FoundCase(BaseModel):
    reference: str
    title: str
    about: str = Field(description="The few words by which the service lists a case")
    applicant: str
    opened: datetime
    closed: datetime | None
    outcome: str
    due: datetime | None = Field(
        description="What is due first: the whole case, or one of its open tasks. A partner reads it in the case"
    )
    found_in: list[str] = Field(description="Where the words stand, by their labels")


class FoundCases(BaseModel):
    cases: list[FoundCase] = Field(description="The newest fifty; more words narrow them")


@router.get("/cases", responses=described(422))
def find(caller: Reading, wanted: Annotated[Sought, Query()]) -> FoundCases:
    """The newest cases in which all of these words stand. A partner finds by the reference alone."""
    return FoundCases(cases=[_found(one) for one in caller.finding.find(caller.actor, wanted.words)])


def _found(one: Found) -> FoundCase:
    return FoundCase(
        reference=one.reference, title=one.service_title, about=one.words, applicant=one.applicant, opened=one.opened,
        closed=one.closed, outcome=one.outcome, due=one.due, found_in=list(one.why),
    )  # fmt: skip
