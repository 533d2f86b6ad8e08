"""A command is committed once, on both databases, or it is said why not; reading asks who reads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from components.wording import lines_of
from engine.commands import CLOCK, AddNote, Assign, Attach, Claim, Command, Complete, Open, Problems, Refusal, Tick
from engine.engine import NO_SERVICE, Done, Engine, Sight
from engine.events import NoteAdded
from engine.library import Library, path_of
from engine.store import Store
from engine.ticker import AGAIN, tick
from engine.who.people import Person
from tests.engine.making import (
    ADA,
    BEN,
    END,
    INSPECT,
    LEO,
    MEI,
    NAME,
    NINE,
    OFFICER,
    ORGANISATION,
    PAM,
    REPORT,
    SOMEBODY,
    STRANGER,
    ZOE,
    files,
    service,
)

Publish = Callable[[str], int]
STEPS = REPORT + INSPECT + "  due: 1 day\n  if late:\n  - hand to: legal\n" + END
OPEN = Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill", "email": "z@example.org"}, "click-1")
INSPECTED = Complete(ADA, NINE, "ROA-1", "inspect.1", {"found": "Hole"}, "click-2")


@pytest.fixture
def engine(store: Store) -> Engine:
    house = service(STEPS).organisation
    return Engine(store, Library(store, lambda: house))


@pytest.fixture
def publish(store: Store) -> Publish:
    """Publish the service with these steps; its number."""

    def published(steps: str = STEPS) -> int:
        made = files(steps)
        kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): made[NAME]}
        return store.versions.publish("mend", str(hash(steps)), kept, NINE, "ada", "Ada Osei")

    return published


def done(result: object) -> Done:
    assert isinstance(result, Done), result
    return result


def test_a_case_is_opened_moved_and_kept(engine: Engine, publish: Publish) -> None:
    publish(STEPS)

    done(engine.do(OPEN))
    result = done(engine.do(INSPECTED))

    assert result.case.outcome == "done" and not result.again
    assert engine.store.cases.load("ROA-1") == result.case == engine.store.cases.replayed("ROA-1")
    assert engine.store.cases.verify("ROA-1") == []


def test_a_double_click_opens_one_case(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    first = done(engine.do(OPEN))

    second = done(engine.do(replace(OPEN, reference="ROA-2")))

    assert (second.again, second.case) == (True, first.case)
    assert engine.store.cases.load("ROA-2") is None


def test_a_double_click_completes_once(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)
    first = done(engine.do(INSPECTED))

    second = done(engine.do(INSPECTED))

    assert (second.again, second.case) == (True, first.case)
    assert len(engine.store.cases.history("ROA-1")) == 2


def test_a_token_that_somebody_guessed_says_nothing_of_the_case_it_belongs_to(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)
    engine.do(replace(OPEN, reference="ROA-2", token="other"))
    engine.do(INSPECTED)
    note = AddNote(ADA, NINE, "ROA-2", "Guessed", "click-2")

    guessed = [
        replace(INSPECTED, actor=BEN), replace(INSPECTED, case="ROA-2"), note, replace(note, case="ROA-1"),
        replace(OPEN, actor=PAM), replace(OPEN, actor=ADA, reference="ROA-3", token="click-2"),
    ]  # fmt: skip

    assert [one for one in guessed if not isinstance(engine.do(one), Refusal)] == []
    other = engine.store.cases.load("ROA-2")
    assert other and other.revision == 1 and engine.store.cases.load("ROA-3") is None
    assert done(engine.do(INSPECTED)).again


def test_who_holds_the_case_on_two_devices_sends_an_answer_once(engine: Engine, publish: Publish) -> None:
    publish(REPORT + "- ask: more\n  who: applicant\n  questions: {why: {type: text, label: Why}}\n" + END)
    engine.do(OPEN)
    theirs = replace(SOMEBODY, case="ROA-1")
    answer = Complete(theirs, NINE, "ROA-1", "more.1", {"why": "It is deep"}, "click-2")

    first, second = engine.do(answer), engine.do(replace(answer, actor=replace(theirs, id="their phone")))

    assert [done(one).again for one in (first, second)] == [False, True]


def test_of_two_who_complete_at_once_one_wins_and_the_other_is_told_who(engine: Engine, publish: Publish) -> None:
    publish(STEPS.replace(END, INSPECT.replace("inspect", "repair").replace("found", "mended") + END))
    engine.do(OPEN)
    with engine.store.registers.write() as register:
        for actor in (ADA, BEN):
            register.people.save(Person(actor.id, f"{actor.id}@example.org", actor.name, ("highways",)))
    both = [INSPECTED, replace(INSPECTED, actor=BEN, token="click-3")]

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(engine.do, both))

    winner = next(n for n, result in enumerate(results) if isinstance(result, Done))
    loser = results[1 - winner]
    assert isinstance(loser, Refusal)
    assert loser.reason == f"{both[winner].actor.name} has completed this already"
    assert engine.store.cases.verify("ROA-1") == []


def test_many_at_once_with_one_token_are_one_act(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)

    with ThreadPoolExecutor(8) as pool:
        results = [done(result) for result in pool.map(engine.do, [INSPECTED] * 8)]

    assert sum(not result.again for result in results) == 1
    assert len(engine.store.cases.history("ROA-1")) == 2


def test_notes_written_at_once_are_all_kept(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)

    with ThreadPoolExecutor(8) as pool:
        for result in pool.map(engine.do, [AddNote(ADA, NINE, "ROA-1", f"Note {n}", f"n{n}") for n in range(8)]):
            done(result)

    notes = [event for entry in engine.store.cases.history("ROA-1") for event in entry.events]
    assert sum(isinstance(event, NoteAdded) for event in notes) == 8


def test_problems_and_refusals_change_nothing(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    before = done(engine.do(OPEN)).case

    assert isinstance(engine.do(replace(INSPECTED, raw={})), Problems)
    assert isinstance(engine.do(replace(INSPECTED, actor=PAM)), Refusal)
    assert isinstance(engine.do(replace(OPEN, service="nothing")), Refusal)

    assert engine.store.cases.load("ROA-1") == before
    assert len(engine.store.cases.history("ROA-1")) == 1


@pytest.mark.parametrize("command", [INSPECTED, Claim(ADA, NINE, "ROA-1", "inspect.1"),
                                     AddNote(ADA, NINE, "ROA-1", "Hello", ""), Attach(ADA, NINE, "ROA-1", {"id": "f"})],
                         ids=["Complete", "Claim", "AddNote", "Attach"])  # fmt: skip
def test_a_stranger_cannot_tell_a_case_from_none(engine: Engine, publish: Publish, command: Command) -> None:
    publish(STEPS)
    engine.do(OPEN)

    for actor in (STRANGER, replace(ZOE, case="ROA-2"), SOMEBODY):
        theirs = engine.do(replace(command, actor=actor))
        nobodys = engine.do(replace(command, actor=actor, case="ROA-9"))  # type: ignore[call-arg]
        assert theirs == nobodys == Refusal("You may not see this case")


def test_what_was_refused_is_written_down_apart_from_the_case(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)

    engine.do(replace(INSPECTED, actor=STRANGER))

    (record,) = engine.store.audit.recent()
    assert (record.actor, record.subject) == ("stranger", "ROA-1")
    assert engine.store.cases.load("ROA-1").revision == 1  # type: ignore[union-attr]


def test_no_case_of_a_service_that_was_never_published(engine: Engine) -> None:
    assert engine.do(OPEN) == Refusal(NO_SERVICE)


def test_a_case_keeps_the_version_it_began_with(engine: Engine, publish: Publish) -> None:
    assert publish(STEPS) == 1
    done(engine.do(OPEN))
    assert publish(STEPS.replace("- end: done", "- end: other")) == 2

    old = done(engine.do(INSPECTED))
    new = done(engine.do(replace(OPEN, version=2, reference="ROA-2", token="click-9")))

    assert (old.case.outcome, old.case.version, new.case.version) == ("done", 1, 2)


def test_a_partner_who_had_a_task_still_sees_the_case(engine: Engine, publish: Publish) -> None:
    publish(
        REPORT
        + "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: K}}\n"
        + INSPECT
        + END
    )
    engine.do(OPEN)
    done(engine.do(Complete(OFFICER, NINE, "ROA-1", "look.1", {"known": "No"}, "c")))

    sight = engine.see(OFFICER, "ROA-1")

    assert isinstance(sight, Sight)
    assert sight.partner and sight.visible == {"place", "known"}


def test_who_looks_at_a_sensitive_answer_is_recorded_first(engine: Engine, publish: Publish) -> None:
    publish(STEPS.replace("label: Where is it}", "label: Where is it, sensitive: yes}"))
    engine.do(OPEN)

    assert isinstance(engine.reveal(ADA, "ROA-1", "report", "place", NINE), Refusal)
    assert isinstance(engine.reveal(STRANGER, "ROA-1", "report", "place", NINE), Refusal)
    assert engine.store.audit.recent() == []
    assert engine.reveal(ZOE, "ROA-1", "report", "place", NINE) == ("Elm Hill",)
    assert [record.actor for record in engine.store.audit.recent()] == ["link"]


def test_a_sensitive_list_is_shown_in_lines_as_every_other_is(engine: Engine, publish: Publish) -> None:
    inside = "name: {type: name, label: Name}, left: {type: yes or no, label: Left?}"
    asked = f"type: list, label: Who, item: owner, sensitive: yes, questions: {{{inside}}}"
    publish(STEPS.replace("type: text, label: Where is it", asked))
    owners = [{"#": "a", "name": "Ann Lee", "left": "yes"}]
    done(engine.do(replace(OPEN, raw={**OPEN.raw, "place": owners})))

    shown = engine.reveal(ZOE, "ROA-1", "report", "place", NINE)

    assert shown == ("Owner 1\nName: Ann Lee\nLeft? Yes",)
    assert lines_of(shown[0]) == ["Owner 1", "Name: Ann Lee", "Left? Yes"]


def test_a_case_is_found_by_its_answers_as_they_now_are(engine: Engine, publish: Publish) -> None:
    publish(STEPS)

    def found(words: str) -> list[str]:
        return [one.reference for one in engine.store.cases.find(words, sorted(ADA.teams))]

    done(engine.do(OPEN))
    done(engine.do(Claim(ADA, NINE, "ROA-1", "inspect.1")))
    assert found("elm hill") == ["ROA-1"] and found("hole") == []

    done(engine.do(INSPECTED))
    assert found("elm hill") == found("hole") == ["ROA-1"]


def test_a_case_whose_content_was_erased_still_moves_and_replays(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)

    erased = engine.store.cases.erase_content("ROA-1", NINE, "ada")

    assert erased.values() == {}
    result = done(engine.do(INSPECTED))
    assert result.case.outcome == "done"
    assert engine.store.cases.verify("ROA-1") == []
    assert engine.store.cases.replayed("ROA-1") == result.case


def test_a_case_that_cannot_be_moved_on_holds_up_no_other(
    engine: Engine, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as one whose version this program cannot read."""
    unreadable, readable = publish(STEPS), publish(STEPS.replace("1 day", "2 hours"))
    done(engine.do(replace(OPEN, version=unreadable)))
    done(engine.do(replace(OPEN, version=readable, reference="ROA-2", token="click-9")))
    with engine.store.database.write() as connection:
        connection.execute(text("UPDATE wf_version SET files = '{}' WHERE number = :it"), {"it": unreadable})
    later, house = NINE + timedelta(days=2), engine.library.house
    restarted = Engine(engine.store, Library(engine.store, house))

    assert tick(restarted, "one", later) == 2
    moved = engine.store.cases.load("ROA-2")
    assert moved is not None and moved.tasks["inspect.1"].who == "legal"
    assert tick(restarted, "one", later) == 0, "it is not tried again at once"
    assert tick(restarted, "one", later + AGAIN) == 1
    assert [vars(one)["case"] for one in caplog.records] == ["ROA-1", "ROA-1"]


def test_time_moves_cases_through_whoever_leads(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)
    later = NINE + timedelta(days=2)

    assert tick(engine, "one", NINE) == 0
    assert tick(engine, "one", later) == 1
    assert tick(engine, "two", later) == 0, "one leads"
    assert tick(engine, "one", later) == 0

    case = engine.store.cases.load("ROA-1")
    assert case is not None and case.tasks["inspect.1"].who == "legal"
    assert isinstance(engine.see(LEO, "ROA-1"), Sight)


def test_a_tick_with_nothing_due_writes_nothing(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)

    done(engine.do(Tick(CLOCK, NINE, "ROA-1")))

    assert len(engine.store.cases.history("ROA-1")) == 1


def test_a_task_is_given_only_to_somebody_of_its_team(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)
    with engine.store.registers.write() as register:
        register.people.save(Person("pam", "pam@example.org", "Pam Green", ("parks",)))
        register.people.save(Person("ben", "ben@example.org", "Ben Carter", ("highways",)))

    given = [
        engine.do(Assign(MEI, NINE, "ROA-1", "inspect.1", one, one, f"give {one}")) for one in ("pam", "nobody", "ben")
    ]

    assert [isinstance(one, Refusal) for one in given] == [True, True, False]


def test_a_task_that_is_given_twice_by_one_press_is_given_once(engine: Engine, publish: Publish) -> None:
    publish(STEPS)
    engine.do(OPEN)
    with engine.store.registers.write() as register:
        register.people.save(Person("ben", "ben@example.org", "Ben Carter", ("highways",)))
    given = Assign(MEI, NINE, "ROA-1", "inspect.1", "ben", "Ben Carter", "press")

    twice = [done(engine.do(given)).again for _ in range(2)]

    assert twice == [False, True]
    assert [entry.command for entry in engine.store.cases.history("ROA-1")] == ["Assign", "Open"]
