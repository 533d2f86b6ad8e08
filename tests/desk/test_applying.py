"""A resident's pages: kept at every Continue, sent once, and opened by nobody else."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from desk.applying import Desk
from desk.views import Applying, Held, Sent
from engine.commands import Actor, Problems, Refusal
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, files
from tests.migrated import database_in
from workflows.load import load

QUESTIONS = """\
- ask: report
  next: We will look at it.
  questions:
    place: {type: text, label: Where is it}
    deep: {type: yes or no, label: Is it deep}
    depth:
      type: number
      label: How deep
      when: deep is yes
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
"""
MORE = "- ask: more\n  title: Tell us more\n  questions: {extra: {type: text, label: What else}}\n"
#: The pages of QUESTIONS by their number.
PLACE, DEEP, DEPTH, EMAIL, PHONE = range(5)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    database = database_in(tmp_path)
    store = Store(database)
    texts = files(QUESTIONS + MORE + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    return Desk(Engine(store, Library(store, lambda: house)), Random(1).randbytes)


def page(view: Applying | Problems | Refusal) -> int | None:
    assert isinstance(view, Applying), view
    return view.page.number if view.page else None


def fill(
    desk: Desk, *raws: dict[str, object], who: str = "anna", at: datetime = NINE, actor: Actor | None = None
) -> Applying:
    view = desk.begin(who, "mend", at, actor)
    for raw in raws:
        assert isinstance(view, Applying), view
        saved = desk.save(who, view, raw, at)
        assert isinstance(saved, Applying), saved
        view = saved
    assert isinstance(view, Applying), view
    return view


WHOLE = ({"place": "Elm Hill"}, {"deep": "no"}, {"email": "anna@example.org"}, {"phone": ""})


def sent(desk: Desk, who: str = "anna") -> Sent:
    view = fill(desk, *WHOLE, who=who)
    result = desk.send(who, view.draft, view.token, NINE)
    assert isinstance(result, Sent), result
    return result


def test_nothing_is_stored_before_something_is_typed(desk: Desk) -> None:
    view = desk.begin("anna", "mend", NINE)

    assert isinstance(view, Applying) and (view.draft, page(view), view.back) == ("", PLACE, None)
    assert desk.held("anna") == ()


def test_an_answer_leads_to_the_question_that_depends_on_it(desk: Desk) -> None:
    assert page(fill(desk, {"place": "Elm Hill"}, {"deep": "yes"})) == DEPTH
    assert page(fill(desk, {"place": "Elm Hill"}, {"deep": "no"})) == EMAIL


def test_what_is_not_acceptable_is_said_and_kept(desk: Desk) -> None:
    view = fill(desk, {"place": "Elm Hill"}, {"deep": "yes"})

    wrong = desk.save("anna", view, {"depth": "a hand"}, NINE)

    assert isinstance(wrong, Problems) and list(wrong.by_question) == ["depth"]
    again = desk.resume("anna", view.draft, DEPTH, NINE)
    assert isinstance(again, Applying) and again.page and again.page.raw == {"depth": "a hand"}


def test_a_page_left_unfinished_is_kept_without_a_word(desk: Desk) -> None:
    view = desk.begin("anna", "mend", NINE)
    assert isinstance(view, Applying)

    left = desk.save("anna", view, {"place": ""}, NINE, unfinished=True)

    assert isinstance(left, Applying) and left.draft and page(left) == PLACE
    assert desk.held("anna") == (Held("draft", left.draft, "Mend a road, not sent yet"),)


def test_a_changed_answer_leads_back_to_the_check_and_to_what_it_newly_asks(desk: Desk) -> None:
    view = fill(desk, *WHOLE)
    assert page(view) is None

    change = desk.resume("anna", view.draft, DEEP, NINE)
    assert isinstance(change, Applying)

    assert page(desk.save("anna", change, {"deep": "yes"}, NINE)) == DEPTH
    assert page(desk.save("anna", change, {"deep": "no"}, NINE)) is None


def test_nobody_else_opens_a_draft_or_a_case(desk: Desk) -> None:
    view, reference = fill(desk, {"place": "Elm Hill"}, who="ben"), sent(desk).reference

    assert isinstance(desk.resume("eve", view.draft, None, NINE), Refusal)
    assert isinstance(desk.send("eve", view.draft, view.token, NINE), Refusal)
    assert isinstance(desk.link("eve", view.draft, NINE), Refusal)
    assert isinstance(desk.status("eve", reference, NINE), Refusal)
    assert isinstance(desk.asked("eve", reference, NINE), Refusal)


def test_who_begins_as_a_resident_sends_as_one_though_they_are_signed_in(desk: Desk) -> None:
    ada = Actor("ada", "person", "Ada Osei", frozenset({"highways"}))
    tried, typed_in = fill(desk, *WHOLE), fill(desk, *WHOLE, who="ben", actor=ada)

    for who, view, names in (("anna", tried, "visitor:anna"), ("ben", typed_in, "ada")):
        result = desk.send(who, view.draft, view.token, NINE, ada)
        assert isinstance(result, Sent)
        assert desk.engine.store.cases.history(result.reference)[0].actor == names


def test_sending_twice_makes_one_case_and_says_the_same(desk: Desk) -> None:
    view = fill(desk, *WHOLE)

    first, second = (desk.send("anna", view.draft, view.token, NINE) for _ in range(2))

    assert isinstance(first, Sent) and isinstance(second, Sent)
    assert (first.again, second.again, second.reference) == (False, True, first.reference)
    assert desk.held("anna") == (Held("case", first.reference, f"Mend a road, {first.reference}"),)


def test_who_never_saw_that_it_was_sent_comes_back_to_the_draft_and_is_told(desk: Desk) -> None:
    view = fill(desk, *WHOLE)
    assert desk.sent_before("anna", view.draft, NINE) is None, "it is not sent yet"
    first = desk.send("anna", view.draft, view.token, NINE)

    told = desk.sent_before("anna", view.draft, NINE)

    assert isinstance(first, Sent) and isinstance(told, Sent)
    assert (told.reference, told.next, bool(told.link), bool(told.code)) == (first.reference, first.next, True, True)
    assert desk.sent_before("eve", view.draft, NINE) is None


def test_a_draft_with_something_missing_is_not_sent(desk: Desk) -> None:
    view = fill(desk, {"place": "Elm Hill"})

    result = desk.send("anna", view.draft, view.token, NINE)

    assert isinstance(result, Problems) and list(result.by_question) == ["deep"]


def test_a_later_question_is_asked_on_the_same_pages_and_moves_the_case(desk: Desk) -> None:
    reference = sent(desk).reference
    status = desk.status("anna", reference, NINE)
    assert not isinstance(status, Refusal) and status.asked == (("more.1", "Tell us more", None),)

    asked = desk.asked("anna", reference, NINE)
    assert isinstance(asked, Applying) and asked.told and "[your link]" not in " ".join(asked.told[1])
    checked = desk.save("anna", asked, {"extra": "By the school"}, NINE)
    assert isinstance(checked, Applying) and page(checked) is None
    later = desk.send("anna", checked.draft, checked.token, NINE + timedelta(hours=1))

    assert isinstance(later, Sent) and later.reference == reference
    case = desk.engine.store.cases.load(reference)
    assert case is not None and [task.step for task in case.tasks.values()] == ["inspect"]
    assert isinstance(desk.asked("anna", reference, NINE), Refusal)


def test_the_return_link_s_secret_is_not_kept_only_its_print(desk: Desk) -> None:
    view = fill(desk, {"place": "Elm Hill"})

    token = desk.link("anna", view.draft, NINE)

    assert isinstance(token, str) and len(token) == 48
    assert desk.engine.store.links.find(token, NINE) is None


def test_a_partner_is_offered_at_work_only_what_names_their_team(desk: Desk) -> None:
    resident, staff, partner = (
        None,
        Actor("ada", teams=frozenset({"highways"})),
        Actor("p", teams=frozenset({"police"})),
    )

    assert [[one.id for one in desk.services(who)] for who in (resident, staff, partner)] == [["mend"], ["mend"], []]
