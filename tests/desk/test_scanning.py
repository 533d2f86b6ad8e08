"""Files and the virus scanner: nothing is opened before it is clean, and what is not is said to whom it concerns."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import applying
from desk.doing_outside import Doing, Outside
from desk.files import NO_FILE
from desk.following import status
from desk.scanning import DOWN, FAILED, INFECTED, WAITS
from desk.undone import NotDone
from desk.views import Applying
from engine.commands import Problems, Refusal
from engine.effects import sweep
from engine.engine import Sight
from engine.ports import Failed, Later
from engine.store.effects import Reach
from engine.store.files import OF_NOTHING, scan_key
from outside import papers
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NINE, OFFICER, REPORT
from tests.hearing import Hearing
from tests.uploaded import JPEG

ASKED = "    photo: {type: photo, label: Add a photo, optional: yes, at most: 2}\n"
LOOK = "- ask: look\n  who: police\n  sees: [place]\n  questions: {known: {type: text, label: Known}}\n"
CASE = "ROA-1"


class Scanner:
    """Finds what it is told to find, or goes wrong as it is told to."""

    def __init__(self) -> None:
        self.finds = ""
        self.wrong: Exception | None = None
        self.heard: list[bytes] = []

    def scan(self, data: bytes) -> str:
        self.heard.append(data)
        if self.wrong:
            raise self.wrong
        return self.finds


class Queue:
    """Nothing is under way."""

    def pending(self) -> list[tuple[str, str]]:
        return []

    def state(self, job: str) -> str:
        return ""


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + ASKED + INSPECT + END, scans=True)


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


Scans = Callable[..., None]


@pytest.fixture
def scans(here: Office, scanner: Scanner) -> Scans:
    """The worker does what waits."""

    def work(now: datetime = NINE) -> None:
        outside = Outside({}, papers, here.files.kept, "https://forms.example", b"secret", Hearing(), scanner)
        for effect in here.engine.store.effects.overdue(now + timedelta(days=1)):
            Doing(here.engine, outside, lambda: now).do(effect.key)

    return work


def sent(here: Office) -> str:
    """A case with a photo; the photo's id."""
    photo = here.files.keep(CASE, "hole.jpg", JPEG)
    here.begin(CASE, photo=[photo])
    here.engine.store.files.move(photo["id"], "case", CASE)
    return str(photo["id"])


def opens(here: Office, id: str) -> object:
    found = here.files.open(ADA, CASE, id)
    return found if isinstance(found, Refusal) else found[2]


def told_to_applicant(here: Office) -> tuple[str, ...]:
    sight = here.engine.see(ADA, CASE)
    assert isinstance(sight, Sight)
    return status(here.engine, sight, NINE).send_again


def test_a_file_is_opened_only_when_it_was_found_clean(here: Office, scans: Scans, scanner: Scanner) -> None:
    id = sent(here)
    before = opens(here, id)

    scans()

    assert before == Refusal(WAITS)
    assert opens(here, id) == here.files.kept.get(id) == scanner.heard[0]
    assert here.files.told(id) == "" and told_to_applicant(here) == ()


def test_one_with_a_virus_is_never_opened_and_that_is_said_and_recorded(
    here: Office, scans: Scans, scanner: Scanner
) -> None:
    id, scanner.finds = sent(here), "Test.Signature"

    scans()
    scanner.finds = ""
    scans(NINE + timedelta(days=9))

    assert opens(here, id) == Refusal(INFECTED)
    assert here.case(ADA, CASE).unfit == (1, 0)
    (said,) = told_to_applicant(here)
    assert said.startswith("We found a virus in “hole.jpg”")
    (record,) = here.engine.store.audit.recent()
    assert (record.actor, record.what, record.subject) == ("virus scanner", "virus found", CASE)
    assert record.reason == f"{id}: Test.Signature"


def test_nothing_is_left_of_its_content_and_a_backup_finds_what_it_looks_for(
    here: Office, scans: Scans, scanner: Scanner
) -> None:
    id, scanner.finds = sent(here), "Test.Signature"

    scans()

    file = here.engine.store.files.one(id)
    assert here.files.kept.get(id) == b""
    assert file and (file.scan, file.scanned, file.sha256) == ("infected", "Test.Signature", OF_NOTHING)


def test_with_the_scanner_down_nothing_is_opened_and_it_is_tried_until_it_is_back(
    here: Office, scans: Scans, scanner: Scanner
) -> None:
    id, scanner.wrong, now = sent(here), Later("The virus scanner could not be reached"), NINE
    for _ in range(50):
        scans(now)
        effect = here.engine.store.effects.load(scan_key(id))
        assert effect and effect.state == "waiting"
        assert timedelta() < effect.due - now <= timedelta(minutes=5)
        now = effect.due

    assert opens(here, id) == Refusal(DOWN)
    assert NotDone(here.engine).list(ADA) == []
    scanner.wrong = None
    scans(now)
    assert isinstance(opens(here, id), bytes)


def test_what_the_scanner_cannot_look_at_stays_closed_and_is_asked_for_again(
    here: Office, scans: Scans, scanner: Scanner
) -> None:
    id, scanner.wrong = sent(here), Failed("it is larger than the scanner takes")

    scans()

    assert opens(here, id) == Refusal(FAILED)
    assert "in another form" in told_to_applicant(here)[0]
    assert here.case(ADA, CASE).unfit == (0, 1)
    assert [one.what for one in here.engine.store.audit.recent()] == ["file not scanned"]


def test_a_file_that_was_taken_out_again_is_not_scanned(here: Office, scans: Scans, scanner: Scanner) -> None:
    known = here.files.keep_unsent("anna", "hole.jpg", JPEG)
    assert isinstance(known, dict)
    here.files.drop("anna", [known["id"]])

    scans()

    assert scanner.heard == [] and here.engine.store.effects.counts() == {"done": 1}


def test_a_worker_without_a_scanner_makes_no_file_clean(here: Office) -> None:
    id = sent(here)
    outside = Outside({}, papers, here.files.kept, "https://forms.example", b"secret", Hearing())

    Doing(here.engine, outside, lambda: NINE).do(scan_key(id))

    assert opens(here, id) == Refusal(WAITS)


def test_files_of_before_there_was_a_scanner_are_closed_and_scanned(tmp_path: Path, scanner: Scanner) -> None:
    made = office(tmp_path, REPORT + ASKED + INSPECT + END)
    id = sent(made)
    assert isinstance(opens(made, id), bytes), "nothing is scanned here"

    made.engine.store.files.reach = made.engine.store.effects.reach = Reach(scans=True)
    assert opens(made, id) == Refusal(WAITS)
    found = [sweep(made.engine.store, Queue(), NINE) for _ in range(2)]  # type: ignore[arg-type]
    outside = Outside({}, papers, made.files.kept, "https://forms.example", b"secret", Hearing(), scanner)
    Doing(made.engine, outside, lambda: NINE).do(scan_key(id))

    assert found == [1, 0]
    assert isinstance(opens(made, id), bytes)


def test_one_with_a_virus_stays_closed_also_where_nothing_scans_any_more(
    here: Office, scans: Scans, scanner: Scanner
) -> None:
    id, scanner.finds = sent(here), "Test.Signature"
    scans()

    here.engine.store.files.reach = Reach()

    assert opens(here, id) == Refusal(INFECTED)


def test_whoever_has_not_sent_it_yet_is_told_at_its_question(here: Office, scans: Scans, scanner: Scanner) -> None:
    desk = applying.Desk(here.engine, here.random)
    known = here.files.keep_unsent("anna", "hole.jpg", JPEG)
    begun = desk.begin("anna", "mend", NINE)
    assert isinstance(known, dict) and isinstance(begun, Applying)
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org", "photo": [known]}
    typed = desk.save("anna", begun, {"place": "Elm Hill"}, NINE)
    assert isinstance(typed, Applying)
    saved = desk.save_whole("anna", typed, raw, NINE)
    assert isinstance(saved, Applying)
    scanner.finds = "Test.Signature"
    scans()

    refused = desk.send("anna", saved.draft, saved.token, NINE)

    assert isinstance(refused, Problems)
    (said,) = refused.by_question["photo"]
    assert said.sentence == "The photo “hole.jpg” contains a virus"
    assert here.files.nameable("anna", [known["id"]]) == ()


def test_partners_are_told_of_no_virus_in_what_they_do_not_see(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + ASKED + LOOK + END, scans=True)
    id = sent(here)
    here.engine.store.files.settle(id, "infected", "Test.Signature")

    assert isinstance(here.engine.see(OFFICER, CASE), Sight)
    assert here.files.open(OFFICER, CASE, id) == Refusal(NO_FILE)
