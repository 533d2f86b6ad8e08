"""An office for random mornings: its people, the steps of its one service, and who is away."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from workflows.calendars import LONDON

#: What a command comes to: it happens, it is not for them, what was typed is wrong, or nothing changes by it.
DONE, REFUSED, WRONG, SAME = "done", "refused", "wrong", "same"
APPLICANT: Final = "applicant"
RESIDENT, EXTRA, DEADLINE = "link", "(extra)", "deadline"
TEAMS = {
    "ada": {"highways"}, "ben": {"highways"}, "mei": {"highways"}, "mo": {"highways", "legal"}, "pam": {"parks"},
    "omar": {"parks"}, "leo": {"legal"}, "ida": {"legal"}, "polly": {"police"}, "pete": {"police"}, "sam": {"finance"},
}  # fmt: skip
MANAGES = {"mei": {"highways"}, "ida": {"legal"}, "pam": {"parks"}}
COUNCIL, TAKING_PART = {"highways", "parks", "legal", "finance"}, {"highways", "parks", "legal"}
#: Each step in its order, and who is asked there.
WHO = {
    "report": APPLICANT, "fee": APPLICANT, "inspect": "highways", "more": APPLICANT, "look": "police",
    "price": "parks", "decide": "highways", "sign": "legal",
}  # fmt: skip
ORDER = list(WHO)
TOGETHER = ("look", "price")
NOT_WHOEVER_DID = {"more": ["inspect"], "decide": ["report", "inspect", "more"], "sign": ["inspect", "decide"]}
DAYS = {"inspect": 2, "more": 5, "price": 3, DEADLINE: 40}
QUESTION = {
    "report": "place", "inspect": "found", "more": "extra", "look": "seen", "price": "pounds", "decide": "verdict",
    "sign": "signed",
}  # fmt: skip
OPTIONS = {"found": ["Hole", "Crack", "Nothing"], "verdict": ["yes", "no"]}
REOPENED_WITHIN = 28


def fits(question: str, typed: str) -> bool:
    return typed in OPTIONS[question] if question in OPTIONS else bool(typed)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), LONDON)


def day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


@dataclass(frozen=True)
class Absence:
    id: str
    person: str
    substitute: str
    since: datetime
    until: datetime
    #: What is lent.
    teams: frozenset[str]


@dataclass
class Office:
    """What time it is, who is away, and what their substitutes have from them."""

    now: datetime
    absences: list[Absence] = field(default_factory=list)

    def _lending(self, person: str) -> list[Absence]:
        return [one for one in self.absences if one.substitute == person and one.since <= self.now < one.until]

    def away(self, person: str) -> bool:
        return any(one.person == person and one.since <= self.now < one.until for one in self.absences)

    def absent(self, person: str) -> set[str]:
        """For whom they stand in now."""
        return {one.person for one in self._lending(person)}

    def lenders(self, person: str, team: str) -> set[str]:
        return {one.person for one in self._lending(person) if team in one.teams}

    def teams(self, person: str) -> set[str]:
        return TEAMS[person].union(*(one.teams for one in self._lending(person)))

    def manages(self, person: str, team: str) -> bool:
        lent = (MANAGES.get(one.person, set()) & one.teams for one in self._lending(person))
        return team in MANAGES.get(person, set()).union(*lent)

    def councils(self, person: str) -> bool:
        return person != RESIDENT and bool(TEAMS[person] & COUNCIL)
