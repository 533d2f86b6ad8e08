"""Links between cases and mentions of people, as rows that follow what happens."""

from datetime import timedelta

from engine.case import Case
from engine.events import CaseLinked, CaseUnlinked, NoteAdded
from engine.store import Store
from engine.store.linked import Linked
from engine.store.mentions import Mention
from tests.engine.store.factories import DAY, NOW, change, open_cases


def test_a_link_is_known_at_both_ends_until_it_is_taken_off(store: Store) -> None:
    one, other = open_cases(store, "POT-1", "POT-2")
    one = store.cases.commit(change(one, CaseLinked("POT-2", "apart")))
    one = store.cases.commit(change(one, CaseLinked("POT-2", "linked")))
    store.cases.commit(change(other, CaseLinked("POT-3", "split")))

    linked = Linked("POT-1", "POT-2", "linked")
    assert store.linked.of("POT-1") == [linked]
    assert store.linked.of("POT-2") == [linked, Linked("POT-2", "POT-3", "split")]
    assert store.cases.verify("POT-1") == []

    store.cases.commit(change(one, CaseUnlinked("POT-2")))

    assert store.linked.of("POT-1") == [] and len(store.linked.of("POT-2")) == 1


def test_a_case_that_is_erased_whole_takes_its_own_links_and_mentions_along(store: Store) -> None:
    one, other = open_cases(store, "POT-1", "POT-2")
    one = store.cases.commit(change(one, CaseLinked("POT-2", "linked"), NoteAdded("Look", ("ben",))))
    store.cases.commit(change(other, CaseLinked("POT-1", "apart")))

    store.cases.erase("POT-1", NOW)

    assert store.linked.of("POT-2") == [Linked("POT-2", "POT-1", "apart")], "what another case says is its own"
    assert store.mentions.of("ben") == []


def mention(store: Store, case: Case, days: int, *people: str) -> Case:
    at = NOW + timedelta(days=days)
    return store.cases.commit(change(case, NoteAdded("Look", people), at=at))


def test_mentions_are_listed_the_newest_first_and_page_by_page(store: Store) -> None:
    one, other = open_cases(store, "POT-1", "POT-2")
    one = mention(store, one, 1, "ben", "mei", "ben")
    mention(store, other, 2, "ben")
    mention(store, one, 3, "ben")

    first = store.mentions.of("ben", limit=2)
    rest = store.mentions.of("ben", before=first[-1].at, limit=2)

    assert [(one.reference, one.at) for one in first] == [("POT-1", NOW + 3 * DAY), ("POT-2", NOW + 2 * DAY)]
    assert rest == [Mention("POT-1", NOW + DAY, "worker-1")]
    assert len(store.mentions.of("mei")) == 1 and store.mentions.of("worker-1") == []


def test_two_notes_at_one_moment_are_one_mention_and_looking_clears_the_cases_own(store: Store) -> None:
    one, other = open_cases(store, "POT-1", "POT-2")
    mention(store, mention(store, one, 1, "ben"), 1, "ben")
    mention(store, other, 1, "ben")
    assert len(store.mentions.of("ben")) == 2

    store.mentions.read("ben", "POT-1")

    assert [one.reference for one in store.mentions.of("ben")] == ["POT-2"]
