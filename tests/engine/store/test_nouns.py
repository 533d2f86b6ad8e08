"""What is kept beside cases: drafts, links, files, versions, the audit, leases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from engine.store import Store
from engine.store.drafts import Draft, of_task
from engine.store.errors import Stale
from engine.store.files import File
from engine.store.links import ReturnLink
from tests.engine.store.factories import DAY, NOW, opened

DRAFT = Draft("d1", "visitor-1", "report-a-pothole", 1, NOW, NOW, {"place": "Elm \0 \ud800 Hill"}, {"page": 2})


def test_a_draft_is_kept_changed_and_deleted(store: Store) -> None:
    store.drafts.save(DRAFT)
    later = replace(DRAFT, raw={"place": "Elm Hill"}, updated=NOW + DAY, created=NOW + DAY)
    assert store.drafts.get("d1") == DRAFT

    store.drafts.save(later)
    assert store.drafts.get("d1") == replace(later, created=NOW)

    store.drafts.delete("d1")
    assert store.drafts.get("d1") is None


def test_a_draft_that_is_begun_several_times_at_one_moment_is_one(store: Store) -> None:
    def begin(id: str) -> None:
        store.drafts.save(replace(DRAFT, id=id))
        store.links.bind("v1", "draft", id)

    names = [f"d{number}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, [name for name in names for _ in range(4)]))

    assert store.links.held("v1") == [("draft", name) for name in names]
    assert [draft.id for name in names if (draft := store.drafts.get(name))] == names


def test_what_was_typed_at_a_task_goes_when_the_case_is_erased(store: Store) -> None:
    for reference in ("POT-1", "POT-10", "POT_1"):
        store.cases.commit(opened(reference))
        store.drafts.save(replace(DRAFT, id=of_task(reference, "inspect.1", "me")))

    store.cases.erase_content("POT-1", NOW, "records-1")
    store.cases.erase("POT_1", NOW)

    kept = [store.drafts.get(of_task(reference, "inspect.1", "me")) for reference in ("POT-1", "POT-10", "POT_1")]
    assert [draft is not None for draft in kept] == [False, True, False]


def test_a_link_opens_until_it_expires(store: Store) -> None:
    link = ReturnLink("hash-1", "draft", "d1", "applicant", NOW + DAY)
    store.links.add(link)

    assert store.links.find("hash-1", NOW) == link
    assert store.links.find("hash-1", NOW + DAY) is None
    assert store.links.find("hash-2", NOW) is None


def test_a_visitor_holds_what_was_bound_to_them_and_nothing_else(store: Store) -> None:
    store.links.bind("v1", "draft", "d1")
    store.links.bind("v1", "draft", "d1")
    store.links.bind("v1", "case", "POT-1")

    assert store.links.holds("v1", "draft", "d1")
    assert not store.links.holds("v1", "case", "d1")
    assert not store.links.holds("v2", "draft", "d1")
    assert set(store.links.held("v1")) == {("draft", "d1"), ("case", "POT-1")}


def test_the_link_to_a_draft_opens_the_case_it_became(store: Store) -> None:
    store.links.add(ReturnLink("hash-1", "draft", "d1", "applicant", NOW + DAY))
    store.links.bind("v1", "draft", "d1")

    store.links.become("d1", "POT-1")

    link = store.links.find("hash-1", NOW)
    assert link is not None and (link.kind, link.key) == ("case", "POT-1")
    assert store.links.held("v1") == [("case", "POT-1")]


def test_a_file_goes_with_its_draft_to_its_case(store: Store) -> None:
    file = File("f1", "road.jpg", 12, "image/jpeg", "00", "draft", "d1", NOW)
    store.files.add(file)
    store.files.move("f1", "case", "POT-1")
    store.cases.commit(opened("POT-1"))

    assert store.files.held("draft", "d1") == []
    assert store.files.held("case", "POT-1") == [replace(file, holder_kind="case", holder="POT-1")]
    assert store.cases.erase("POT-1", NOW) == ["f1"]
    assert store.files.one("f1") is None


def test_what_is_published_is_never_changed(store: Store) -> None:
    def publish(hash: str) -> int:
        return store.versions.publish("pothole", hash, {"pothole.yaml": f"text of {hash}"}, NOW, "d1", "Di", "why")

    assert [publish("a"), publish("a"), publish("b"), publish("a")] == [1, 1, 2, 3]
    first, latest = store.versions.get("pothole", 1), store.versions.latest("pothole")
    assert first is not None and first.files == {"pothole.yaml": "text of a"}
    assert latest is not None and (latest.number, latest.by_name) == (3, "Di")
    assert [version.number for version in store.versions.of("pothole")] == [3, 2, 1]
    assert store.versions.latest("other") is None


def test_who_saves_second_sees_the_other_text_and_overwrites_nothing(store: Store) -> None:
    assert store.versions.save("pothole.yaml", "one", 0, NOW, "d1", "Di") == 1
    assert store.versions.save("pothole.yaml", "two", 1, NOW, "d1", "Di") == 2

    for revision in (0, 1):
        with pytest.raises(Stale) as stale:
            store.versions.save("pothole.yaml", "mine", revision, NOW, "d2", "Em")
        assert stale.value.other == "two"

    assert [(kept.path, kept.text) for kept in store.versions.definitions()] == [("pothole.yaml", "two")]


def test_the_audit_is_read_newest_first(store: Store) -> None:
    for number in range(3):
        store.audit.record(NOW, "worker-1", "refused", f"POT-{number}", "Not their team \0")

    first = store.audit.recent(limit=2)
    assert [record.subject for record in first] == ["POT-2", "POT-1"]
    assert [record.subject for record in store.audit.recent(after=first[-1].number)] == ["POT-0"]


def test_one_of_many_has_the_lease_until_it_ends(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: store.leases.take("ticks", f"p{n}", NOW + DAY, NOW), range(8)))
    assert taken.count(True) == 1
    holder = f"p{taken.index(True)}"

    assert store.leases.take("ticks", holder, NOW + 2 * DAY, NOW)
    assert not store.leases.take("ticks", "other", NOW + 3 * DAY, NOW + DAY)
    assert store.leases.take("ticks", "other", NOW + 3 * DAY, NOW + 2 * DAY)


def test_a_lease_of_a_clock_that_was_put_back_since_holds_nobody_up(store: Store) -> None:
    assert store.leases.take("ticks", "one", NOW + 10 * DAY, NOW + 9 * DAY)

    assert not store.leases.take("ticks", "other", NOW + 9 * DAY, NOW + 8 * DAY), "it may be a slow clock"
    assert store.leases.take("ticks", "other", NOW + DAY, NOW)
