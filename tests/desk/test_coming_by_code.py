"""A reference and its code open the status; wrong ones all read alike, only take longer, and lock nobody out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from desk.applying import Desk
from desk.coming_by_code import NOT_RIGHT, ByCode
from desk.views import Applying, Sent, Status
from engine.commands import Complete, Refusal
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.codes import MOST_CODES
from engine.who import codes
from tests.desk.making import office
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, files, service
from tests.migrated import database_in

HOME, LIBRARY, BAD = "192.0.2.1", "192.0.2.2", "192.0.2.3"
SECOND = timedelta(seconds=1)
SEND = "- send: heard\n  to: applicant\n"
HEARD = "  heard: {subject: We have heard, body: 'We have heard of ((place)): ((link))'}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(REPORT + INSPECT + END)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    house = service(REPORT + INSPECT + END).organisation
    return Desk(Engine(store, Library(store, lambda: house)), Random(1).randbytes)


@pytest.fixture
def by_code(desk: Desk) -> ByCode:
    return ByCode(desk.engine, desk.random)


@pytest.fixture
def sent(desk: Desk) -> Sent:
    view = desk.begin("anna", "mend", NINE)
    for raw in ({"place": "Elm Hill"}, {}, {}, {}):
        assert isinstance(view, Applying)
        saved = desk.save("anna", view, raw, NINE)
        assert isinstance(saved, Applying), saved
        view = saved
    assert isinstance(view, Applying)
    done = desk.send("anna", view.draft, view.token, NINE)
    assert isinstance(done, Sent), done
    return done


def attempt(
    by_code: ByCode, sent: Sent, code: str = "", reference: str = "", visitor: str = "zoe", address: str = HOME,
    at: datetime = NINE,
) -> str:  # fmt: skip
    """What a try comes to, in words: the reference where it opens."""
    answer = by_code.open(visitor, reference or sent.reference, code or "AAAAA-AAAAA", address, at)
    return answer.reason if isinstance(answer, Refusal) else answer


def without_hyphens(text: str) -> str:
    return text.replace("-", "")


def spaced(text: str) -> str:
    return f"  {text[:3]} {text[3:]} "


def test_the_confirmation_shows_a_code_that_opens_the_status_in_another_browser(
    desk: Desk, by_code: ByCode, sent: Sent
) -> None:
    assert isinstance(desk.status("zoe", sent.reference, NINE), Refusal)

    assert attempt(by_code, sent, sent.code) == sent.reference

    assert isinstance(desk.status("zoe", sent.reference, NINE), Status)
    assert isinstance(desk.status("somebody", sent.reference, NINE), Refusal)


def test_a_code_is_ten_letters_and_figures_that_nobody_takes_for_others(sent: Sent) -> None:
    assert len(sent.code) == 11 and sent.code[5] == "-"
    assert not set(sent.code) & set("01ILOU")


@pytest.mark.parametrize("typed", [str.lower, without_hyphens, spaced])
def test_it_does_not_matter_how_a_code_or_a_reference_is_spaced(
    by_code: ByCode, sent: Sent, typed: Callable[[str], str]
) -> None:
    assert attempt(by_code, sent, typed(sent.code), typed(sent.reference)) == sent.reference


def test_what_is_kept_of_a_code_is_not_the_code(desk: Desk, sent: Sent) -> None:
    hashed = codes.hashed(sent.reference, sent.code)

    assert sent.code.replace("-", "") not in hashed.upper()
    assert desk.engine.store.codes.opens(sent.reference, hashed) == sent.reference
    assert codes.hashed("ROA-2", sent.code) != hashed


def test_a_wrong_code_and_a_reference_that_there_is_not_read_alike(by_code: ByCode, sent: Sent) -> None:
    for number, (code, reference) in enumerate([("", ""), (sent.code, "ROA-2222-3333"), ("", "nonsense"), ("", " ")]):
        assert attempt(by_code, sent, code, reference, f"browser {number}", f"home {number}",
                       NINE + number * 60 * SECOND) == NOT_RIGHT  # fmt: skip


def test_a_wrong_code_and_an_unknown_reference_cost_the_same_work(desk: Desk, sent: Sent) -> None:
    worked: list[str] = []

    def hashed(reference: str, code: str) -> str:
        worked.append(reference)
        return codes.hashed(reference, code)

    by_code = ByCode(desk.engine, desk.random, hashed)
    attempt(by_code, sent, visitor="one", address="one")
    attempt(by_code, sent, reference="ROA-2222-3333", visitor="two", address="two")

    assert worked == [sent.reference, "ROA-2222-3333"]


def test_each_wrong_try_takes_longer_and_never_longer_than_half_a_minute(by_code: ByCode, sent: Sent) -> None:
    at, waits = NINE, []
    for _ in range(9):
        assert attempt(by_code, sent, at=at) == NOT_RIGHT
        said = attempt(by_code, sent, at=at)
        waits.append(int(said.split()[1]))
        assert attempt(by_code, sent, sent.code, at=at + (waits[-1] - 0.5) * SECOND).startswith("Wait 1 second,")
        at += waits[-1] * SECOND

    assert waits == [1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert attempt(by_code, sent, sent.code, at=at) == sent.reference


def test_a_wait_reads_alike_for_a_reference_that_there_is_not(by_code: ByCode, sent: Sent) -> None:
    unknown = "ROA-2222-3333"
    attempt(by_code, sent, reference=unknown)

    assert attempt(by_code, sent, reference=unknown) == "Wait 1 second, then try again"


def test_a_right_code_makes_the_next_try_wait_for_nothing(by_code: ByCode, sent: Sent) -> None:
    attempt(by_code, sent)

    assert attempt(by_code, sent, sent.code, at=NINE + SECOND) == sent.reference
    assert attempt(by_code, sent, sent.code, at=NINE + SECOND * 2) == sent.reference


def test_tries_of_others_at_a_reference_make_somebody_wait_once_and_never_keep_them_out(
    by_code: ByCode, sent: Sent
) -> None:
    at = NINE
    for number in range(10):
        attempt(by_code, sent, visitor=f"bad {number}", address=BAD, at=at)
        at += 31 * SECOND
    attempt(by_code, sent, visitor="bad", address=BAD, at=at)

    assert attempt(by_code, sent, sent.code, at=at + SECOND) == "Wait 29 seconds, then try again"
    attempt(by_code, sent, visitor="bad again", address=BAD, at=at + 30 * SECOND)
    assert attempt(by_code, sent, sent.code, at=at + 30 * SECOND) == sent.reference


def test_a_whole_library_may_come_from_one_address(by_code: ByCode, sent: Sent) -> None:
    for number in range(30):
        assert attempt(by_code, sent, "", f"ROA-{number}", f"reader {number}", LIBRARY) == NOT_RIGHT

    assert attempt(by_code, sent, "", "ROA-30", "reader 30", LIBRARY) == NOT_RIGHT
    assert attempt(by_code, sent, "", "ROA-31", "reader 31", LIBRARY).startswith("Wait")


def test_tries_are_forgotten_after_an_hour(by_code: ByCode, sent: Sent) -> None:
    for number in range(6):
        attempt(by_code, sent, at=NINE + number * 31 * SECOND)

    later = NINE + timedelta(hours=2)
    assert attempt(by_code, sent, at=later) == NOT_RIGHT
    assert attempt(by_code, sent, at=later) == "Wait 1 second, then try again"


def test_a_case_keeps_only_its_newest_codes(desk: Desk, by_code: ByCode, sent: Sent) -> None:
    for number in range(MOST_CODES):
        desk.engine.store.codes.add(sent.reference, f"hash {number}", NINE + (number + 1) * SECOND)

    assert attempt(by_code, sent, sent.code) == NOT_RIGHT
    assert desk.engine.store.codes.opens(sent.reference, "hash 0") == sent.reference


def test_the_letter_that_confirms_tells_a_code_that_opens_the_case_and_is_kept_nowhere(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + 2 * SEND + INSPECT + END, messages=HEARD)
    desk, reference = Desk(here.engine, Random(1).randbytes), here.begin("ROA-1")
    first, second = here.engine.store.messages.of(reference)

    code = desk.code_in(reference, first.number, NINE)

    assert "Your reference is ROA-1 and your code is [your code]." in first.body
    assert "[your code]" not in second.body and desk.code_in(reference, second.number, NINE) == ""
    assert ByCode(here.engine, desk.random).open("zoe", "roa 1", code.lower(), HOME, NINE) == reference
    with here.engine.store.database.read() as connection:
        kept = [str(row) for table in ("wf_event", "wf_message", "wf_case", "wf_code")
                for row in connection.execute(text(f"SELECT * FROM {table}"))]  # fmt: skip
    assert [row for row in kept if code in row or codes.bare(code) in row] == []


def test_a_later_letter_tells_no_code(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + INSPECT + SEND + END, messages=HEARD)
    reference = here.begin("ROA-1")
    here.done(Complete(ADA, NINE, reference, "inspect.1", {"found": "Hole"}, "t"))

    (letter,) = here.engine.store.messages.of(reference)

    assert letter.body == "We have heard of Elm Hill: [your link]"


def test_an_erased_case_has_no_code(desk: Desk, by_code: ByCode, sent: Sent) -> None:
    desk.engine.store.cases.erase(sent.reference, NINE)

    assert attempt(by_code, sent, sent.code) == NOT_RIGHT
