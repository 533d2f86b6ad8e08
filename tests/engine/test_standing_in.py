"""Whoever stands in for somebody does their part, and no more than they could."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.commands import Actor, Assign, Claim, Release
from engine.events import TaskClaimed, TaskDone
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.away import AwayRows
from engine.who import access
from engine.who.people import Absence, Person, Role
from tests.engine.making import (
    ADA,
    BEN,
    DAY,
    END,
    INSPECT,
    LEO,
    MEI,
    NINE,
    PAM,
    REPORT,
    Trial,
    accepted,
    refused,
    service,
    trial,
)

DECIDE = """\
- ask: decide
  who: highways
  not whoever did: [inspect]
  questions: {verdict: {type: text, label: Verdict}}
"""
STEPS = REPORT + INSPECT + DECIDE + END
MARTA = Person("marta", "m@example.org", "Marta Kowalska", ("highways",), frozenset({Role("manage", "highways")}))
MO = Person("mo", "mo@example.org", "Mo Farah", ("highways", "legal"))
OMAR = Person("omar", "o@example.org", "Omar Khan", ("parks",), frozenset({Role("edit", "mend")}))
POLLY = Person("polly", "p@example.org", "Polly Shah", ("police",))
HOUSE = service(STEPS).organisation


def standing_in(*absent: Person, who: Person = OMAR) -> Actor:
    return who.actor(absent)


def away(absent: Person, substitute: Person, since: timedelta = timedelta(), lasts: timedelta = DAY) -> Absence:
    since_ = NINE + since
    return Absence(f"{absent.id} {substitute.id}", absent.id, since_, since_ + lasts, substitute.id, absent.id, NINE)


# What is lent


def test_whoever_stands_in_has_the_teams_of_the_absent_and_knows_which_are_lent() -> None:
    actor = standing_in(MARTA, MO)

    assert actor.teams == {"parks", "highways", "legal"}
    assert actor.lent == {"highways": {"marta", "mo"}, "legal": {"mo"}}
    assert actor.stands_in == {"marta": "Marta Kowalska", "mo": "Mo Farah"}


def test_a_team_of_ones_own_is_not_lent() -> None:
    assert standing_in(MARTA, who=MO).lent == {}


def test_giving_out_tasks_is_lent_and_writing_services_is_not() -> None:
    ivy = Person("ivy", "i@example.org", "Ivy", ("legal",), frozenset({Role("publish", "*")}))

    assert standing_in(MARTA).manages == {"highways"}
    assert not standing_in(ivy).publishes and standing_in(ivy).edits == {"mend"}


@pytest.fixture
def kept(store: Store) -> Store:
    with store.registers.write() as register:
        for person in (MARTA, MO, OMAR, POLLY):
            register.people.save(person)
    return store


def record(store: Store, *absences: Absence) -> None:
    with store.registers.write() as register:
        for absence in absences:
            register.away.add(absence)


def now(store: Store, person: Person, later: timedelta = timedelta()) -> Actor:
    actor = actor_of(store.registers, person.id, HOUSE, NINE + later)
    assert actor is not None
    return actor


def test_a_loan_lasts_from_the_first_moment_to_before_the_last(kept: Store) -> None:
    record(kept, away(MARTA, OMAR, since=DAY))

    assert now(kept, OMAR).stands_in == {}
    assert now(kept, OMAR, DAY).stands_in == {"marta": "Marta Kowalska"}
    assert now(kept, OMAR, DAY * 2).stands_in == {}


def test_what_is_lent_to_a_substitute_who_is_away_is_not_lent_on(kept: Store) -> None:
    record(kept, away(MARTA, OMAR), away(OMAR, MO))

    assert now(kept, MO).stands_in == {"omar": "Omar Khan"}
    assert now(kept, MO).teams == {"highways", "legal", "parks"}
    assert "marta" not in now(kept, MO).stands_in


def test_somebody_disabled_lends_nothing_and_does_nothing(kept: Store) -> None:
    record(kept, away(MARTA, OMAR))
    with kept.registers.write() as register:
        register.people.save(Person("marta", "m@example.org", "Marta Kowalska", ("highways",), disabled=True))

    assert now(kept, OMAR).teams == {"parks"}
    assert actor_of(kept.registers, "marta", HOUSE, NINE) is None


def test_a_partner_never_stands_in_for_the_council_whatever_the_rows_say(kept: Store) -> None:
    record(kept, away(MARTA, POLLY), away(POLLY, OMAR))

    assert now(kept, POLLY).teams == {"police"}
    assert now(kept, OMAR).teams == {"parks"}


def test_of_what_a_manager_wrote_down_only_their_own_teams_are_lent(kept: Store) -> None:
    chief = frozenset({Role("manage", "legal"), Role("manage", "highways"), Role("manage", "*")})
    with kept.registers.write() as register:
        register.people.save(replace(MO, roles=chief))
    record(kept, replace(away(MO, OMAR), recorded_by="mei", teams=("highways",)))

    assert now(kept, OMAR).teams == {"parks", "highways"}
    assert now(kept, OMAR).manages == {"highways"}


def test_who_is_back_early_lends_no_more_and_who_does_not_go_leaves_no_row(kept: Store) -> None:
    record(kept, away(MARTA, OMAR), away(MO, OMAR, since=DAY))

    with kept.registers.write() as register:
        for id in ("marta omar", "mo omar"):
            register.away.end(id, NINE + timedelta(hours=1))

    assert now(kept, OMAR, timedelta(hours=1)).stands_in == {}
    assert now(kept, OMAR, DAY).stands_in == {}
    with kept.registers.read() as register:
        assert [register.away.find(id) is None for id in ("marta omar", "mo omar")] == [False, True]


def test_an_absence_is_read_as_it_was_recorded(kept: Store) -> None:
    record(kept, away(MARTA, OMAR))

    with kept.registers.read() as register:
        rows: AwayRows = register.away
        assert rows.find("marta omar") == away(MARTA, OMAR)
        assert rows.away(NINE) == {"marta"}
        assert rows.away(NINE + DAY) == set()


# Doing the part of somebody


def test_a_substitute_does_a_task_of_a_team_that_is_only_lent_and_both_are_recorded() -> None:
    case = trial(STEPS)

    accepted(case.complete("inspect", standing_in(MARTA), found="Hole"))

    done = case.all(TaskDone)[-1]
    assert (done.person, done.on_behalf_of, done.absent) == ("omar", "marta", "Marta Kowalska")
    assert case.case.done["inspect"].people == ("marta", "omar")


def test_by_their_own_right_nobody_else_is_recorded() -> None:
    case = trial(STEPS)

    accepted(case.complete("inspect", standing_in(MARTA, who=MO), found="Hole"))

    assert (case.all(TaskDone)[-1].on_behalf_of, case.case.done["inspect"].people) == ("", ("mo",))


def test_a_substitute_finishes_what_the_absent_had_claimed() -> None:
    case = trial(STEPS)
    accepted(case.claim("inspect", MARTA.actor()))

    assert refused(case.complete("inspect", BEN, found="Hole")) == "Marta Kowalska has this task"
    accepted(case.complete("inspect", standing_in(MARTA, who=MO), found="Hole"))

    assert case.case.done["inspect"].people == ("marta", "mo")


def test_a_substitute_takes_over_what_the_absent_had_claimed_and_may_give_it_back() -> None:
    case = trial(STEPS)
    accepted(case.claim("inspect", MARTA.actor()))

    accepted(case.claim("inspect", standing_in(MARTA)))
    assert (case.case.tasks["inspect.1"].person, case.case.tasks["inspect.1"].on_behalf_of) == ("omar", "marta")
    assert refused(case.claim("inspect", standing_in(MARTA))) == "You have this task already"

    accepted(case.do(Release, standing_in(MARTA), case="ROA-1", task="inspect.1"))
    assert (case.case.tasks["inspect.1"].person, case.case.tasks["inspect.1"].on_behalf_of) == ("", "")


def test_what_a_substitute_had_claimed_when_the_loan_ends_is_the_absents_again() -> None:
    case = trial(STEPS)
    accepted(case.claim("inspect", standing_in(MARTA)))

    assert refused(case.complete("inspect", OMAR.actor(), found="Hole")) == "This is a task for Highways"
    assert refused(case.complete("inspect", BEN, found="Hole")) == "Omar Khan has this task"
    accepted(case.complete("inspect", MARTA.actor(), found="Hole"))

    assert case.case.done["inspect"].people == ("marta",)


def test_a_manager_gives_out_anew_what_a_substitute_left_claimed() -> None:
    case = trial(STEPS)
    accepted(case.claim("inspect", standing_in(MO)))

    accepted(case.do(Assign, MEI, case="ROA-1", task="inspect.1", person="ben", name="Ben Carter", token="press"))

    task = case.case.tasks["inspect.1"]
    assert (task.person, task.on_behalf_of) == ("ben", "")
    assert refused(case.complete("inspect", MO.actor(), found="Hole")) == "Ben Carter has this task"


def test_a_lent_manager_gives_out_tasks() -> None:
    case = trial(STEPS)

    accepted(
        case.do(
            Assign, standing_in(MARTA), case="ROA-1", task="inspect.1", person="ben", name="Ben Carter", token="press"
        )
    )

    assert refused(
        case.do(Assign, standing_in(MO), case="ROA-1", task="inspect.1", person="ada", name="Ada", token="press")
    )


# Four eyes


def decided_after(inspector: Actor) -> Trial:
    case = trial(STEPS)
    accepted(case.complete("inspect", inspector, found="Hole"))
    return case


def test_a_substitute_by_a_lent_right_may_not_decide_what_the_absent_did() -> None:
    case = decided_after(MARTA.actor())

    assert refused(case.complete("decide", standing_in(MARTA), verdict="Yes")) == (
        "Marta Kowalska, for whom you stand in, did “Inspect the road” in this case, so somebody else must do this"
    )


def test_the_absent_may_not_decide_what_their_substitute_did_for_them() -> None:
    case = decided_after(standing_in(MARTA))

    assert "You did" in refused(case.complete("decide", MARTA.actor(), verdict="Yes"))
    assert "You did" in refused(case.complete("decide", standing_in(MO), verdict="Yes"))


def test_whoever_did_the_step_before_may_not_decide_for_somebody_who_did_not() -> None:
    case = decided_after(MO.actor())

    assert "You did" in refused(case.complete("decide", standing_in(MARTA, who=MO), verdict="Yes"))


def test_a_colleague_who_stands_in_decides_by_their_own_right() -> None:
    case = decided_after(MARTA.actor())

    accepted(case.complete("decide", standing_in(MARTA, who=MO), verdict="Yes"))

    assert case.case.done["decide"].people == ("mo",)


def test_of_two_absent_people_the_one_who_did_not_do_the_step_before_counts() -> None:
    case = decided_after(MARTA.actor())

    accepted(case.complete("decide", standing_in(MARTA, MO), verdict="Yes"))

    assert case.case.done["decide"].people == ("mo", "omar")


def test_two_absent_people_who_both_did_it_bar_their_substitute() -> None:
    both = "- ask: again\n  who: highways\n  questions: {more: {type: text, label: More}}\n"
    case = trial(REPORT + INSPECT + both + DECIDE.replace("[inspect]", "[inspect, again]") + END)
    accepted(case.complete("inspect", MARTA.actor(), found="Hole"))
    accepted(case.complete("again", MO.actor(), more="More"))

    assert "for whom you stand in" in refused(case.complete("decide", standing_in(MARTA, MO), verdict="Yes"))
    accepted(case.complete("decide", BEN, verdict="Yes"))


def test_a_task_that_the_absent_holds_counts_as_theirs_even_among_colleagues() -> None:
    steps = "- together:\n    one:\n" + _inside(INSPECT) + "    two:\n" + _inside(DECIDE)
    case = trial(REPORT + steps + END)
    accepted(case.claim("decide", MARTA.actor()))
    accepted(case.complete("inspect", MARTA.actor(), found="Hole"))

    assert "Marta Kowalska, for whom you stand in" in refused(
        case.complete("decide", standing_in(MARTA, who=MO), verdict="Yes")
    )


def _inside(steps: str) -> str:
    return "".join(f"    {line}\n" for line in steps.splitlines())


def test_a_claim_is_refused_to_whom_completing_would_be() -> None:
    case = decided_after(MARTA.actor())

    assert "for whom you stand in" in refused(case.claim("decide", standing_in(MARTA)))
    assert isinstance(case.do(Claim, standing_in(MO), case="ROA-1", task="decide.1"), tuple)
    assert case.all(TaskClaimed)[-1].on_behalf_of == "mo"


# Who may stand in, and who may say so


def test_council_staff_stand_in_for_council_staff_and_partners_for_their_own() -> None:
    pete = Person("pete", "pete@example.org", "Pete", ("police",))
    rita = Person("rita", "r@example.org", "Rita", ("rail",))
    nobody = Person("nobody", "n@example.org", "Nobody")

    def may(substitute: Person, absent: Person) -> bool:
        return access.may_stand_in(substitute, absent, HOUSE)

    assert (may(OMAR, MARTA), may(pete, POLLY)) == (True, True)
    assert [may(POLLY, MARTA), may(OMAR, POLLY), may(rita, POLLY), may(OMAR, OMAR), may(OMAR, nobody)] == [False] * 5


def test_time_away_is_recorded_by_oneself_or_a_manager_of_ones_team() -> None:
    ada = Person("ada", "a@example.org", "Ada Osei", ("highways",))
    chief = Actor("chief", manages=frozenset({"*"}))

    assert [access.may_record_away(actor, ada) for actor in (ADA, MEI, chief)] == [True] * 3
    assert [access.may_record_away(actor, ada) for actor in (BEN, PAM, LEO, Actor("ada", "applicant"))] == [False] * 4
