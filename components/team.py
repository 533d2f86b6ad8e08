"""A team or a partner out of a group, such as whose road it is."""

from typing import Annotated, ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.options import look
from components.translated import NAME
from components.types import Type


class Team(Question):
    """Asks for one of a group's teams and partners; the answer is its id."""

    kind: ClassVar = "team"
    wanted: ClassVar = "Select a team"
    sample: ClassVar = {"label": "Whose road is it?", "of": "road-owners"}
    accepts: ClassVar = [("national-highways", "national-highways")]
    refuses: ClassVar = [("highways", "Select one of the teams"), ({"a": 1}, "Select one of the teams")]

    of: Annotated[str, NAME] = Field(description="The group to select from, as definitions/organisation.yaml names it")

    def gives(self) -> Type:
        return Type("team")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        options = tuple(Option(team, seen.teams.get(team, team)) for team in seen.groups.get(self.of, ()))
        return [One("team", self.asked, options, hint=self.hint, look=look(options))]

    def read(self, raw: Raw, seen: Seen) -> str:
        for team in seen.groups.get(self.of, ()):
            if team == raw:
                return team
        raise Problem("Select one of the teams")

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [seen.teams.get(answer, answer)]
