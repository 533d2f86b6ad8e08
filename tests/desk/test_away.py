"""Time away is written down with who stands in, by whoever may, and so that nobody is left without."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from desk.away import NOT_YOURS, Absences, Away
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.standing_in import actor_of
from engine.store import Store
from engine.who.people import Person, Role
from tests.engine.making import ADA, BEN, DAY, END, INSPECT, MEI, NINE, OFFICER, PAM, REPORT, STRANGER, service
from tests.migrated import database_in

TODAY = NINE.date()
TOMORROW, FRIDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=4)
HOUSE = service(REPORT + INSPECT + END).organisation
PEOPLE = (
    Person("ada", "a@example.org", "Ada Osei", ("highways",)),
    Person("ben", "b@example.org", "Ben Carter", ("highways",)),
    Person("mei", "m@example.org", "Mei Lin", ("highways",), frozenset({Role("manage", "highways")})),
    Person("pam", "p@example.org", "Pam Green", ("parks",)),
    Person("gone", "g@example.org", "Gary Gone", ("highways",), disabled=True),
    Person("officer", "o@example.org", "Constable Shah", ("police",)),
    Person("sergeant", "s@example.org", "Sergeant Hill", ("police",)),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Absences:
    database = database_in(tmp_path)
    store = Store(database)
    with store.registers.write() as register:
        for person in PEOPLE:
            register.people.save(person)
    numbers = count(1)
    return Absences(Engine(store, Library(store, lambda: HOUSE)), lambda: f"away-{next(numbers)}")


def record(
    desk: Absences, by: Actor = ADA, who: str = "ada", since: date = TODAY, last: date = FRIDAY, to: str = "ben"
) -> Away | Refusal:
    return desk.record(by, who, since, last, to, NINE)


def recorded(answer: Away | Refusal) -> Away:
    assert isinstance(answer, Away), answer
    return answer


def reason(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.reason


def stood_in_for(desk: Absences, who: str, after: timedelta = timedelta()) -> set[str]:
    actor = actor_of(desk.engine.store.registers, who, HOUSE, NINE + after)
    assert actor is not None
    return set(actor.stands_in)


def test_somebody_records_their_own_time_away_and_it_begins_at_once(desk: Absences) -> None:
    away = recorded(record(desk))

    assert (away.name, away.substitute_name, away.recorded_by) == ("Ada Osei", "Ben Carter", "Ada Osei")
    assert (away.since, away.last, away.now, away.remark) == (TODAY, FRIDAY, True, "")
    assert stood_in_for(desk, "ben") == {"ada"}


def test_the_last_day_counts_whole_and_the_next_does_not(desk: Absences) -> None:
    recorded(record(desk, last=TODAY))

    assert stood_in_for(desk, "ben", timedelta(hours=14, minutes=59)) == {"ada"}
    assert stood_in_for(desk, "ben", timedelta(hours=15)) == set()


def test_it_begins_with_the_first_day(desk: Absences) -> None:
    assert not recorded(record(desk, since=TOMORROW)).now

    assert stood_in_for(desk, "ben", timedelta(hours=14, minutes=59)) == set()
    assert stood_in_for(desk, "ben", timedelta(hours=15)) == {"ada"}


def test_a_manager_records_it_for_their_people(desk: Absences) -> None:
    assert recorded(record(desk, by=MEI)).recorded_by == "Mei Lin"
    assert desk.whom_they_may_record(MEI) == (("mei", "Mei Lin"), ("ada", "Ada Osei"), ("ben", "Ben Carter"))
    assert desk.whom_they_may_record(ADA) == (("ada", "Ada Osei"),)


@pytest.mark.parametrize("actor", [BEN, PAM, STRANGER, OFFICER])
def test_nobody_else_records_it_sees_whom_it_could_be_or_ends_it(desk: Absences, actor: Actor) -> None:
    away = recorded(record(desk))

    assert reason(record(desk, by=actor)) == NOT_YOURS
    assert reason(desk.of(actor, "ada", NINE)) == NOT_YOURS
    assert desk.substitutes(actor, "ada") == ()
    assert reason(desk.end(actor, away.id, NINE)) == NOT_YOURS
    assert stood_in_for(desk, "ben") == {"ada"}


def test_a_substitute_who_manages_only_by_standing_in_records_for_those_people(desk: Absences) -> None:
    recorded(record(desk, by=MEI, who="mei", to="pam"))
    pam = actor_of(desk.engine.store.registers, "pam", HOUSE, NINE)
    assert pam is not None

    assert recorded(record(desk, by=pam, to="ben")).recorded_by == "Pam Green"


def test_nobody_gives_themselves_the_part_of_another(desk: Absences) -> None:
    assert reason(record(desk, by=MEI, to="mei")) == "Select somebody other than yourself"
    assert "mei" not in {id for id, _, _ in desk.substitutes(MEI, "ada")}


def test_what_a_manager_lends_is_of_the_teams_they_manage(desk: Absences) -> None:
    with desk.engine.store.registers.write() as register:
        register.people.save(Person("ada", "a@example.org", "Ada Osei", ("highways", "legal")))
    recorded(record(desk, by=MEI, to="pam", last=TODAY))
    recorded(record(desk, since=TOMORROW, to="pam"))

    pam = [actor_of(desk.engine.store.registers, "pam", HOUSE, NINE + after) for after in (timedelta(), DAY)]
    assert [sorted(one.teams) for one in pam if one] == [["highways", "parks"], ["highways", "legal", "parks"]]


def test_whoever_may_stand_in_is_listed_with_the_team_first(desk: Absences) -> None:
    assert desk.substitutes(ADA, "ada") == (
        ("ben", "Ben Carter", "Highways"), ("mei", "Mei Lin", "Highways"), ("pam", "Pam Green", "Parks"),
    )  # fmt: skip
    assert desk.substitutes(OFFICER, "officer") == (("sergeant", "Sergeant Hill", "Norfolk Constabulary"),)


@pytest.mark.parametrize("substitute", ["ada", "officer", "gone", "nobody"])
def test_who_cannot_stand_in_is_refused(desk: Absences, substitute: str) -> None:
    assert reason(record(desk, to=substitute)) == "Select somebody who can stand in"


@pytest.mark.parametrize(
    ("since", "last", "said"),
    [
        (FRIDAY, TOMORROW, "The last day must be on or after the first day"),
        (TODAY - timedelta(days=1), FRIDAY, "The first day must be today or later"),
        (TODAY, TODAY + timedelta(days=370), "Time away can be up to a year"),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Absences, since: date, last: date, said: str) -> None:
    assert reason(record(desk, since=since, last=last)) == said


def test_one_person_is_not_away_twice_at_once(desk: Absences) -> None:
    recorded(record(desk, since=TOMORROW))

    assert reason(record(desk, to="mei")) == "There is time away in these days already"
    recorded(record(desk, last=TODAY, to="mei"))


def test_nobody_stands_in_who_is_away_then(desk: Absences) -> None:
    recorded(record(desk, by=BEN, who="ben", since=TOMORROW, to="mei"))

    assert reason(record(desk)) == "Ben Carter is away in these days too: select somebody else"
    recorded(record(desk, last=TODAY))


def test_whoever_goes_away_while_standing_in_is_told_for_whom(desk: Absences) -> None:
    recorded(record(desk))

    away = recorded(record(desk, by=BEN, who="ben", since=TOMORROW, to="mei"))

    assert away.remark == "Ben Carter stands in for Ada Osei in these days: somebody else has to"
    assert stood_in_for(desk, "mei", DAY) == {"ben"}


def test_who_is_back_early_ends_it(desk: Absences) -> None:
    away = recorded(record(desk))

    assert desk.end(ADA, away.id, NINE + timedelta(hours=1)) is None

    assert stood_in_for(desk, "ben", timedelta(hours=1)) == set()
    assert desk.of(ADA, "ada", NINE + timedelta(hours=1)) == ()


def test_colleagues_see_who_is_away_and_others_do_not(desk: Absences) -> None:
    away = recorded(record(desk))

    assert desk.in_teams(BEN, NINE) == (away,)
    assert (desk.in_teams(PAM, NINE), desk.in_teams(OFFICER, NINE)) == ((), ())


def test_all_of_it_is_in_the_record(desk: Absences) -> None:
    away = recorded(record(desk, by=MEI))
    desk.end(ADA, away.id, NINE)

    told = [(one.actor, one.what, one.subject) for one in desk.engine.store.audit.recent()]
    assert told == [("ada", "ended time away", "ada"), ("mei", "recorded time away", "ada")]


def test_whoever_stands_in_is_told_for_whom_and_from_when_to_when(desk: Absences) -> None:
    recorded(record(desk, since=TOMORROW))

    (away,) = desk.standing_in(BEN, NINE)

    assert (away.name, away.since, away.last, away.now) == ("Ada Osei", TOMORROW, FRIDAY, False)
    assert desk.standing_in(ADA, NINE) == ()
