"""Messages that go out: filled, the same at every try, and what becomes of one that cannot go."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from desk.doing_outside import Doing, Outside
from desk.undone import AWAITED, NotDone
from engine.commands import Refusal
from engine.ports import Failed, Later, Outgoing
from engine.store.database import driver_of
from engine.store.effects import Effect, keep
from engine.who.people import fingerprint
from outside import papers
from outside.files import FolderFiles
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, PAM, REPORT, STRANGER
from tests.hearing import Hearing

LETTER = (
    "  told: {subject: 'Your report ((reference))', body: 'See it: ((link))'}\n"
    "  papers: {subject: Our decision, body: 'We decided.'}\n"
)
STEPS = REPORT + "- send: told\n  to: applicant\n" + INSPECT + END


class Post:
    """A sender that keeps what it sends, or says why it cannot."""

    may_repeat = False

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.wrong: Exception | None = None

    def send(self, message: Outgoing) -> str:
        if self.wrong:
            raise self.wrong
        self.sent.append(message)
        return f"theirs {len(self.sent)}"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, STEPS, messages=LETTER, channels=frozenset({"email"}))
    made.begin("ROA-1")
    return made


def doing(here: Office, folder: Path, post: Post) -> Doing:
    outside = Outside({"email": post}, papers, FolderFiles(folder), "https://forms.example", b"secret", Hearing())
    return Doing(here.engine, outside, lambda: NINE)


def only(here: Office) -> Effect:
    (one,) = here.engine.store.effects.overdue(NINE + timedelta(days=1))
    return one


def test_a_message_goes_out_with_a_link_that_opens_its_case(here: Office, tmp_path: Path) -> None:
    post, key = Post(), only(here).key

    doing(here, tmp_path / "f", post).do(key)

    (sent,) = post.sent
    assert (sent.key, sent.address, sent.subject) == (key, "z@example.org", "Your report ROA-1")
    token = re.search(r"https://forms\.example/return/(\w+)", sent.body)
    assert token is not None
    link = here.engine.store.links.find(fingerprint(token[1]), NINE)
    assert link is not None and (link.kind, link.key) == ("case", "ROA-1")
    settled = here.engine.store.effects.load(key)
    assert settled is not None and (settled.state, settled.known_as) == ("done", "theirs 1")
    assert [one.state for one in here.case(ADA, "ROA-1").messages] == ["Sent 1 March 2027, 9:00am"]


def test_it_goes_out_once_however_often_it_is_done(here: Office, tmp_path: Path) -> None:
    post, key = Post(), only(here).key

    for _ in range(3):
        doing(here, tmp_path / "f", post).do(key)

    assert len(post.sent) == 1


def test_a_second_try_is_the_first_one_again_to_the_letter(here: Office, tmp_path: Path) -> None:
    key, tried = only(here).key, []

    class Lost(Post):
        def send(self, message: Outgoing) -> str:
            tried.append(message)
            raise Later("the answer was lost")

    for _ in range(2):
        doing(here, tmp_path / "f", Lost()).do(key)

    assert tried[0] == tried[1]


def test_what_never_goes_is_shown_to_those_who_see_the_case_and_may_be_tried_again(
    here: Office, tmp_path: Path
) -> None:
    post, key, undone = Post(), only(here).key, NotDone(here.engine)
    post.wrong = Failed("There is no such address")
    doing(here, tmp_path / "f", post).do(key)

    (shown,) = undone.list(ADA)
    assert (shown.reference, shown.what, shown.to, shown.why) == (
        "ROA-1", "Email: Your report ROA-1", "Zoë Ng", "There is no such address",
    )  # fmt: skip
    assert [one.state for one in here.case(ADA, "ROA-1").messages] == ["Could not be sent: There is no such address"]
    assert undone.list(STRANGER) == undone.list(PAM) == []
    assert isinstance(undone.again(STRANGER, key, NINE), Refusal)

    post.wrong = None
    assert undone.again(ADA, key, NINE) is None
    assert isinstance(undone.again(ADA, key, NINE), Refusal), "a second click"
    doing(here, tmp_path / "f", post).do(key)
    assert (len(post.sent), undone.list(ADA)) == (1, [])


def test_a_message_by_a_channel_that_nobody_serves_asks_nothing_of_the_outside(tmp_path: Path) -> None:
    here = office(tmp_path, STEPS, messages=LETTER)
    here.begin("ROA-1")

    assert here.engine.store.effects.counts() == {}
    assert [one.state for one in here.case(ADA, "ROA-1").messages] == ["Not sent: nothing was set up to send it"]


def gives_up(here: Office, folder: Path, why: str = "There is no such address") -> str:
    """The key of a message that never goes."""
    post, key = Post(), only(here).key
    post.wrong = Failed(why)
    doing(here, folder / "f", post).do(key)
    return key


def test_a_message_that_does_not_go_says_since_when_why_and_when_it_is_tried_next(here: Office, tmp_path: Path) -> None:
    post = Post()
    post.wrong = Later("The mail server could not be reached: Connection refused")

    doing(here, tmp_path / "f", post).do(only(here).key)

    since = "Not sent yet, tried since 1 March 2027, 9:00am"
    why = "The mail server could not be reached: Connection refused"
    assert [one.state for one in here.case(ADA, "ROA-1").messages] == [
        f"{since}: {why}; next try at 1 March 2027, 9:00am"
    ]
    later = here.desk.case(ADA, "ROA-1", NINE + timedelta(minutes=5))
    assert not isinstance(later, Refusal)
    assert [one.state for one in later.messages] == [f"{since}: {why}; it is being tried now"]


def test_each_try_that_fails_is_a_line_of_the_log_without_the_words_of_others(
    here: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    post, key = Post(), only(here).key

    for post.wrong in (
        Later("The mail server asks us to try again later: 451", theirs="z@example.org is greylisted"),
        Failed("The mail server refused the message: 550", "No such user z@example.org"),
    ):
        doing(here, tmp_path / "f", post).do(key)

    first, last = (vars(one) for one in caplog.records if one.name == "wherry.effects")
    assert caplog.messages[-2:] == [
        "Not done: The mail server asks us to try again later: 451",
        "Not done: The mail server refused the message: 550",
    ]
    told = {"levelname": "WARNING", "case": "ROA-1", "effect": key, "did": "send"}
    assert first | told | {"result": "later", "next": "2027-03-01T09:00:05+00:00"} == first
    assert last | told | {"result": "dead"} == last and "next" not in last


def test_what_is_still_tried_is_told_apart_from_what_somebody_had_tried_again(here: Office, tmp_path: Path) -> None:
    post, undone = Post(), NotDone(here.engine)
    here.begin("ROA-2")
    waits, dead = here.engine.store.effects.overdue(NINE + timedelta(days=1))
    assert undone.tried(ADA) == (), "nothing was tried yet"
    post.wrong = Later("It is down")
    doing(here, tmp_path / "f", post).do(waits.key)
    post.wrong = Failed("No such address")
    doing(here, tmp_path / "f", post).do(dead.key)

    assert (undone.how_many(ADA), undone.how_many(STRANGER), undone.how_many(PAM)) == (1, 0, 0)
    undone.again(ADA, dead.key, NINE)

    assert (undone.list(ADA), undone.how_many(ADA)) == ([], 0)
    assert [(one.reference, one.again, one.why) for one in undone.tried(ADA)] == [
        ("ROA-1", False, "It is down"), ("ROA-2", True, "No such address"),
    ]  # fmt: skip
    assert undone.tried(STRANGER) == undone.tried(PAM) == ()


def test_what_can_only_fail_is_dealt_with_another_way_and_its_case_says_how(here: Office, tmp_path: Path) -> None:
    key, undone = gives_up(here, tmp_path), NotDone(here.engine)
    assert isinstance(undone.otherwise(STRANGER, key, "I rang them", NINE), Refusal)
    assert isinstance(undone.otherwise(ADA, key, "  ", NINE), Refusal)

    assert undone.otherwise(ADA, key, "I rang them", NINE) is None

    assert undone.list(ADA) == []
    assert [one.state for one in here.case(ADA, "ROA-1").messages] == ["Dealt with another way: I rang them (Ada Osei)"]
    (record,) = here.engine.store.audit.recent(1)
    assert (record.actor, record.what, record.subject) == ("ada", "dealt with an effect another way", "ROA-1")
    assert record.reason.endswith("I rang them")
    assert isinstance(undone.otherwise(ADA, key, "I rang them", NINE), Refusal), "a second click"
    assert isinstance(undone.again(ADA, key, NINE), Refusal), "nobody tries it any more"
    post = Post()
    doing(here, tmp_path / "f", post).do(key)
    assert post.sent == []


def test_what_the_case_itself_waits_for_is_never_dealt_with_another_way(here: Office) -> None:
    effects, key = here.engine.store.effects, "ROA-1 0 call lamp"
    with here.engine.store.database.write() as connection:
        keep(driver_of(connection), "ROA-1", [(key, "call", "lamp")], NINE)
    effects.dead(key, "No such lamp", NINE)

    assert NotDone(here.engine).otherwise(ADA, key, "I went there", NINE) == Refusal(AWAITED)
    assert [one.awaited for one in NotDone(here.engine).list(ADA)] == [True]
