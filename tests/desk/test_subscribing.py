"""Clients that are told what happens: thinly, the same at every try, and seen by staff where it cannot be told."""

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.doing_outside import Doing, Outside
from desk.subscribing import Subscribing
from desk.undone import NotDone
from engine.commands import Complete, Refusal
from engine.ports import Failed, Later
from engine.store.clients import Client
from engine.store.effects import Effect
from engine.store.subscriptions import KINDS, Subscription
from outside import papers
from outside.files import FolderFiles
from tests.desk.making import Office, office
from tests.engine.making import ADA, DAY, END, INSPECT, NINE, REPORT, STRANGER
from tests.hearing import Hearing

SECRET, CRM = b"a secret of the server", "https://crm.example/wherry"
SENSITIVE = "    ni: {type: national insurance number, label: NI number, sensitive: yes, optional: yes}\n"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + SENSITIVE + INSPECT + END)


def subscribed(here: Office, *kinds: str) -> Subscription:
    here.engine.store.clients.add(
        Client("c1", "crm", frozenset(), frozenset({"highways"}), "ada", NINE), "a fingerprint"
    )
    made = subscribing(here).subscribe("c1", "a token", CRM, kinds or KINDS, NINE)
    assert isinstance(made, Subscription)
    return made


def subscribing(here: Office) -> Subscribing:
    return Subscribing(here.engine.store, SECRET, lambda url: url)


def doing(here: Office, hearing: Hearing) -> Callable[[str], None]:
    outside = Outside({}, papers, FolderFiles(Path("nowhere")), "https://forms.example", SECRET, hearing)
    return Doing(here.engine, outside, lambda: NINE).do


def waiting(here: Office) -> list[Effect]:
    return sorted(here.engine.store.effects.overdue(NINE + DAY), key=lambda one: one.key)


def test_what_is_told_names_the_case_and_says_nothing_of_what_stands_in_it(here: Office) -> None:
    one, hearing = subscribed(here), Hearing()
    here.begin("ROA-1", ni="AB 12 34 56 C")
    here.done(Complete(ADA, NINE, "ROA-1", "inspect.1", {"found": "Hole"}, "click"))

    for effect in waiting(here):
        doing(here, hearing)(effect.key)

    known = {"at": "2027-03-01T09:00:00Z", "service": "mend", "reference": "ROA-1"}
    assert [news | {"id": ""} for _, _, _, news in hearing.told] == [
        known | {"id": "", "kind": "case.opened"},
        known | {"id": "", "kind": "task.opened", "task": "inspect.1"},
        known | {"id": "", "kind": "case.closed"},
    ]
    assert {(url, key) for url, key, _, _ in hearing.told} == {(CRM, subscribing(here).key(one.id))}
    assert [id for _, _, id, _ in hearing.told] == [news["id"] for _, _, _, news in hearing.told]
    assert len({id for _, _, id, _ in hearing.told}) == 3
    assert not any(word in str(hearing.told) for word in ("Elm Hill", "Zoë", "z@example.org", "AB123456C", "Hole"))


def test_a_second_try_has_the_same_id_and_it_is_told_once(here: Office) -> None:
    subscribed(here, "case.opened")
    here.begin("ROA-1")
    (effect,), hearing = waiting(here), Hearing()
    hearing.wrong = Later("it is busy")
    doing(here, hearing)(effect.key)

    hearing.wrong = None
    for _ in range(3):
        doing(here, hearing)(effect.key)

    assert len(hearing.told) == 1
    assert here.engine.store.effects.counts() == {"done": 1}


def test_what_could_not_be_told_is_shown_in_words_and_may_be_tried_again(here: Office) -> None:
    subscribed(here)
    here.begin("ROA-1")
    undone, hearing = NotDone(here.engine), Hearing(wrong=Failed("crm.example refused it with status 400"))
    for effect in waiting(here):
        doing(here, hearing)(effect.key)

    assert {(one.reference, one.what, one.to, one.why) for one in undone.list(ADA)} == {
        ("ROA-1", f"Tell crm {news}", "", "crm.example refused it with status 400")
        for news in ("that the case was opened", "that a task waits for its team")
    }
    assert undone.list(STRANGER) == []
    assert isinstance(undone.again(STRANGER, undone.list(ADA)[0].key, NINE), Refusal)

    hearing.wrong = None
    for one in undone.list(ADA):
        assert undone.again(ADA, one.key, NINE) is None
        doing(here, hearing)(one.key)
    assert (len(hearing.told), undone.list(ADA)) == (2, [])


@pytest.mark.parametrize("ends", ["deleted", "revoked", "erased"])
def test_who_wants_to_know_no_more_is_not_told_what_still_waits(here: Office, ends: str) -> None:
    one, store, hearing = subscribed(here, "case.opened"), here.engine.store, Hearing()
    here.begin("ROA-1")
    (effect,) = waiting(here)

    if ends == "deleted":
        assert store.subscriptions.remove("c1", one.id)
    elif ends == "revoked":
        assert store.clients.revoke("crm", NINE)
    else:
        store.cases.erase("ROA-1", NINE)
    doing(here, hearing)(effect.key)

    assert (hearing.told, store.effects.counts().get("waiting", 0)) == ([], 0)


def test_the_log_says_of_each_effect_which_case_it_is_of_and_what_came_of_it(
    here: Office, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(here, "case.opened")
    here.begin("ROA-1")
    (effect,), hearing = waiting(here), Hearing()

    with caplog.at_level(logging.INFO, "wherry.effects"):
        for wrong in (Later("busy"), KeyError("a fault of ours"), None):
            hearing.wrong = wrong
            if isinstance(wrong, KeyError):
                with pytest.raises(KeyError):
                    doing(here, hearing)(effect.key)
            else:
                doing(here, hearing)(effect.key)

    said = [(one.case, one.did, one.result, one.effect) for one in caplog.records]  # type: ignore[attr-defined]
    assert said == [("ROA-1", "tell", result, effect.key) for result in ("later", "broken", "done")]
    assert "Elm Hill" not in json.dumps(said)
