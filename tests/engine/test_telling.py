"""Teams and partners with an address hear by email of what waits for them, and nobody else does."""

from datetime import timedelta
from typing import Any

import pytest

from engine.commands import AddTask, Claim, CloseEarly, HandOver, Open, Release
from engine.engine import Done, Engine
from engine.events import MessageSent, TaskOpened
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from engine.who.staff import Staff
from tests.engine.making import (
    ADA,
    END,
    INSPECT,
    NAME,
    NINE,
    OFFICER,
    ORGANISATION,
    PAM,
    REPORT,
    SOMEBODY,
    Trial,
    accepted,
    files,
)
from workflows.load import load

#: The police and the parks have an address; the highways have none.
HOUSE = ORGANISATION.replace(
    "police: Norfolk Constabulary", "police: {title: Norfolk Constabulary, email: p@example.org}"
)
HOUSE = HOUSE.replace("parks: Parks", "parks: {title: Parks, email: parks@example.org}")
HEALTH = "    health: {type: text, label: Health, sensitive: yes}\n"
LOOK = "- ask: look\n  who: police\n  title: Say what you know\n  sees: [place]\n  due: 2 days\n" \
       "  questions: {known: {type: text, label: What is known}}\n"  # fmt: skip
CHILDREN = """\
    children:
      type: list
      item: child
      label: Children
      questions: {first: {type: text, label: First name}}
"""
VISIT = "- for each: child in children\n  steps:\n" \
        "  - ask: visit\n    who: police\n    sees: [children]\n    title: Visit\n" \
        "    questions: {safe: {type: yes or no, label: Safe}}\n"  # fmt: skip
NAMES = [{"#": "a", "first": "Rosemary"}, {"#": "b", "first": "Basil"}]
CLOSING = "close early: {who: highways, as: [done]}\n"


def case(steps: str, top: str = "", messages: str = "", **raw: Any) -> Trial:
    made = Trial(load(files(steps, top, messages) | {"organisation.yaml": HOUSE}, NAME))
    accepted(made.open(**raw))
    return made


def told(made: Trial) -> list[MessageSent]:
    """What went to a team or a partner by email."""
    return [event for event in made.all(MessageSent) if event.to in made.house.everyone and event.address]


def test_a_partner_is_told_of_its_task_with_the_service_the_case_what_is_asked_and_by_when() -> None:
    (letter,) = told(case(REPORT + LOOK + END))

    assert (letter.to, letter.channel, letter.to_name, letter.address) == (
        "police", "email", "Norfolk Constabulary", "p@example.org",
    )  # fmt: skip
    assert letter.subject == "A task for you: Say what you know, ROA-1"
    assert letter.body == (
        "There is a task for Norfolk Constabulary in ROA-1, “Mend a road”:\n\n"
        "- Say what you know, by 3 March 2027\n\n"
        "Sign in to see what is asked and to do it: [link to the case]"
    )


def test_a_team_without_an_address_is_told_nothing() -> None:
    made = case(REPORT + INSPECT + END)

    assert made.waiting == ["inspect"] and made.all(MessageSent) == []


def test_a_task_is_told_of_once_however_often_it_is_taken_and_given_back() -> None:
    made = case(REPORT + LOOK + END)
    for kind in (Claim, Release, Claim):
        accepted(made.do(kind, OFFICER, case="ROA-1", task="look.1"))
    made.later(days=1)

    assert len(told(made)) == 1


def test_a_task_that_is_taken_away_or_done_says_nothing_more() -> None:
    done, closed = case(REPORT + LOOK + END), case(REPORT + LOOK + END, CLOSING)
    accepted(done.complete("look", OFFICER, known="Nothing"))
    accepted(closed.do(CloseEarly, ADA, case="ROA-1", outcome="done", why="Sent twice", token="c"))

    assert [len(told(made)) for made in (done, closed)] == [1, 1]
    assert not done.case.open and not closed.case.open


def test_a_task_that_came_and_went_in_one_go_says_nothing() -> None:
    look = LOOK.replace("- ask", "    - ask").replace("\n  ", "\n      ")
    other = "    other:\n    - work out:\n        sum: 1 + 1\n"
    made = case(REPORT + f"- together:\n    one:\n{look}{other}  finish when: first\n" + END)

    assert made.all(TaskOpened)
    assert not made.case.open and told(made) == []


def test_nothing_that_anybody_answered_stands_in_what_the_program_tells() -> None:
    made = case(REPORT + CHILDREN + VISIT + END, children=NAMES)

    (letter,) = told(made)
    assert [task.title for task in made.case.tasks.values()] == ["Visit: Rosemary", "Visit: Basil"]
    assert letter.subject == "2 tasks for you: Visit, ROA-1"
    assert "- Visit (2 tasks)\n" in letter.body and "There are 2 tasks" in letter.body
    assert "Rosemary" not in letter.body + letter.subject and "Elm Hill" not in letter.body + letter.subject


def test_a_partner_that_is_asked_beside_the_course_is_told_too() -> None:
    made = case(REPORT + INSPECT + END)
    by = NINE + timedelta(days=3)
    extra = {"who": "police", "title": "Were you there", "asks": "Of Zoë Ng we heard that …", "due": by, "token": "a"}
    accepted(made.do(AddTask, ADA, case="ROA-1", **extra))

    (letter,) = told(made)
    assert "- Were you there, by 4 March 2027, 9:00am\n" in letter.body and "Zoë" not in letter.body


def test_a_team_is_told_of_a_task_that_is_handed_to_it() -> None:
    made = case(REPORT + INSPECT + END)
    accepted(made.do(HandOver, ADA, case="ROA-1", task="inspect.1", who="parks", why="It is a path", token="h"))
    accepted(made.do(HandOver, PAM, case="ROA-1", task="inspect.1", who="highways", why="No", token="i"))

    assert [letter.address for letter in told(made)] == ["parks@example.org"]


def test_the_owner_is_told_that_a_case_stands_still_without_the_reason() -> None:
    measure = "- ask: measure\n  who: highways\n  questions: {depth: {type: number, label: Depth}}\n"
    texts = files(REPORT + measure + "- work out:\n    share: 100 / depth\n" + END)
    texts[NAME] = texts[NAME].replace("owner: highways", "owner: parks")
    made = Trial(load(texts | {"organisation.yaml": HOUSE}, NAME))
    accepted(made.open())
    accepted(made.complete("measure", depth="0"))

    assert "- This case cannot go on by itself\n" in told(made)[-1].body


def test_a_message_of_the_service_goes_to_the_address_of_its_team() -> None:
    made = case(REPORT + "- send: warned\n  to: parks\n- send: also\n  to: highways\n" + INSPECT + END)

    assert [(one.to, one.channel, one.address) for one in made.all(MessageSent)] == [
        ("parks", "email", "parks@example.org"), ("highways", "team", "highways"),
    ]  # fmt: skip


def test_a_team_that_an_answer_names_is_written_to_at_its_address() -> None:
    which = "    whose: {type: team, label: Whose is it, of: outsiders}\n"
    made = case(REPORT + which + "- send: passed\n  to: whose\n" + INSPECT + END, whose="police")

    (letter,) = told(made)
    assert (letter.to, letter.address, letter.message) == ("police", "p@example.org", "passed")


def test_where_the_service_itself_sends_a_partner_the_link_the_program_tells_nothing_more() -> None:
    letter = "  warned: {subject: Please look, body: 'Please look at ((place)): ((link))'}\n"
    made = case(REPORT + "- send: warned\n  to: police\n" + LOOK + END, messages=letter)

    assert [one.message for one in told(made)] == ["warned"]
    assert told(made)[0].body == "Please look at Elm Hill: [link to the case]"


@pytest.mark.parametrize(("sees", "unsent"), [
    ("place", "It says a sensitive answer that Norfolk Constabulary may not see"), ("place, health", ""),
])  # fmt: skip
def test_a_sensitive_answer_goes_by_email_only_to_those_who_may_see_it(sees: str, unsent: str) -> None:
    letter = "  warned: {subject: Please look, body: 'Of ((health))'}\n"
    look = LOOK.replace("sees: [place]", f"sees: [{sees}]")
    made = case(REPORT + HEALTH + look + "- send: warned\n  to: police\n" + INSPECT + END, "", letter, health="Asthma")
    accepted(made.complete("look", OFFICER, known="Nothing"))

    (warned,) = [one for one in made.all(MessageSent) if one.message == "warned"]
    assert (warned.unsent, bool(warned.address)) == (unsent, not unsent)


def test_a_team_with_an_address_is_reminded_there_without_what_its_task_is_about() -> None:
    soon = VISIT.replace("    title: Visit\n", "    title: Visit\n    due: 5 days\n    remind: 2 days before\n")
    made = case(REPORT + CHILDREN + soon + END, children=NAMES[:1])
    made.later(days=4)

    reminder = told(made)[-1]
    assert (reminder.address, reminder.subject) == ("p@example.org", "Due soon: Visit, ROA-1")
    assert reminder.body == "Visit is due by 6 March 2027, for ROA-1.\n\nSign in to see it: [link to the case]"


def test_somebody_who_goes_on_with_the_next_step_themselves_is_not_told_of_it() -> None:
    again = LOOK.replace("look", "look_again").replace("known", "more").replace("due: 2 days", "whoever did: look")
    made = case(REPORT + LOOK + again + END)
    made.staff = Staff({"police": {OFFICER.id: 0}}, {OFFICER.id: OFFICER.name})
    accepted(made.complete("look", OFFICER, known="Nothing"))

    assert made.case.tasks["look_again.1"].person == OFFICER.id and len(told(made)) == 1


def test_what_a_partner_is_told_is_kept_with_the_task_and_goes_out_once(database: Database) -> None:
    store = Store(database, reach=Reach(frozenset({"email"})))
    texts = files(REPORT + LOOK + END)
    kept = {"definitions/organisation.yaml": HOUSE, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    house = load(texts | {"organisation.yaml": HOUSE}, NAME).organisation
    opening = Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click")
    for _ in range(2):
        assert isinstance(Engine(store, Library(store, lambda: house)).do(opening), Done)

    assert [(one.to, one.address, one.state) for one in store.messages.of("ROA-1")] == [
        ("police", "p@example.org", "waiting")
    ]
    assert [(one.kind, one.what) for one in store.effects.overdue(NINE + timedelta(days=1))] == [("send", "told.1")]
