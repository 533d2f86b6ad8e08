"""A preview link opens a draft, to be tried by somebody without an account: nothing else, and not for ever."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from desk.designing import NOT_EDITOR, DesignView
from desk.previewing import LASTS, LONGEST, MOST, OPENS_NOTHING, TOO_MANY, Previewed, Previewing
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.library import Library
from engine.who.people import Person
from tests.desk.drafting import IMRAN, NOW, SERVICE, Place
from tests.desk.test_trial import sent_by
from tests.workflows.services import ROAD

STRANGER = Actor("eve", name="Eve", teams=frozenset({"highways"}))


@pytest.fixture
def previewing(here: Place) -> Previewing:
    return over(here)


def over(place: Place) -> Previewing:
    return Previewing(Engine(place.store, Library(place.store, place.house)), place.designing, Random(1).randbytes)


def made(previewing: Previewing) -> str:
    token = previewing.make(IMRAN, SERVICE, NOW)
    assert isinstance(token, str), token
    return token


def shown(previewing: Previewing, token: str, days: int = 0) -> Previewed:
    found = previewing.open(token, NOW + timedelta(days=days))
    assert isinstance(found, Previewed), found
    return found


def opened(previewing: Previewing, token: str, days: int = 0) -> DesignView:
    return shown(previewing, token, days).view


def test_the_link_opens_the_draft_as_it_was_last_saved_to_read_and_try_only(previewing: Previewing) -> None:
    token = made(previewing)
    view = opened(previewing, token)
    assert (view.service, view.text, view.may_edit, view.may_publish) == (SERVICE, ROAD, False, False)

    later = ROAD.replace("Mend a road", "Make a road good")
    assert later != ROAD
    saved = previewing.designing.save(IMRAN, SERVICE, later, view.revision, NOW)

    assert isinstance(saved, DesignView)
    assert opened(previewing, token, days=13).text == later


def test_whoever_tries_it_leaves_nothing_behind(files: Place) -> None:
    previewing = over(files)
    view = opened(previewing, made(previewing))
    workflow = files.designing.examine(SERVICE, view.text).workflow
    assert workflow

    sent = sent_by(files.designing.trial(workflow, NOW))

    assert files.store.cases.load(sent.reference) is None
    assert files.store.messages.of(sent.reference) == [] and files.store.links.held("visitor") == []


def test_wrong_old_and_taken_back_links_read_alike(previewing: Previewing) -> None:
    token, other = made(previewing), made(previewing)
    (_, first) = previewing.of(IMRAN, SERVICE, NOW)
    assert len(previewing.of(IMRAN, SERVICE, NOW)) == 2

    assert previewing.take_back(IMRAN, SERVICE, first.token_hash, NOW) is None

    answers = [previewing.open(one, NOW) for one in (token, other)]
    assert sorted(isinstance(answer, Previewed) for answer in answers) == [False, True]
    refused = [previewing.open("", NOW), previewing.open("nonsense", NOW), previewing.open(token, NOW + LASTS),
               *(one for one in answers if isinstance(one, Refusal))]  # fmt: skip
    assert refused == [Refusal(OPENS_NOTHING)] * 4
    assert previewing.of(IMRAN, SERVICE, NOW + LASTS) == ()


def test_a_preview_says_who_showed_it_and_whether_it_is_what_people_use_now(previewing: Previewing) -> None:
    with previewing.engine.store.registers.write() as register:
        register.people.save(Person(IMRAN.id, "imran@example.org", IMRAN.name))
    token = made(previewing)
    found = shown(previewing, token)
    assert (found.author, found.email, found.published) == ("Imran Hussain", "imran@example.org", False)

    revision = found.view.revision
    published = previewing.designing.publish(IMRAN, SERVICE, revision, "First", NOW)

    assert not isinstance(published, Refusal) and shown(previewing, token).published
    previewing.designing.save(IMRAN, SERVICE, ROAD + "\n", revision, NOW)
    assert not shown(previewing, token).published


def test_a_link_says_for_whom_it_was_made(previewing: Previewing) -> None:
    previewing.make(IMRAN, SERVICE, NOW, " Rita of the policy team ")
    previewing.make(IMRAN, SERVICE, NOW, "x" * 1000)

    said = {one.whom for one in previewing.of(IMRAN, SERVICE, NOW)}
    assert said == {"Rita of the policy team", "x" * LONGEST}


def test_only_whoever_edits_the_service_makes_lists_or_takes_back_links(previewing: Previewing) -> None:
    token = made(previewing)
    (link,) = previewing.of(IMRAN, SERVICE, NOW)
    assert token not in repr(link)
    elsewhere = replace(STRANGER, edits=frozenset({"another-service"}))

    for actor in (STRANGER, elsewhere):
        assert previewing.make(actor, SERVICE, NOW) == Refusal(NOT_EDITOR)
        assert previewing.of(actor, SERVICE, NOW) == ()
        assert previewing.take_back(actor, SERVICE, link.token_hash, NOW) == Refusal(NOT_EDITOR)
    assert previewing.take_back(replace(STRANGER, edits=frozenset({"x"})), "x", link.token_hash, NOW) is None
    assert opened(previewing, token).service == SERVICE


def test_a_service_has_only_so_many_links_and_that_one_was_made_is_recorded(previewing: Previewing) -> None:
    for _ in range(MOST):
        made(previewing)

    assert previewing.make(IMRAN, SERVICE, NOW) == Refusal(TOO_MANY)
    assert isinstance(previewing.make(IMRAN, SERVICE, NOW + LASTS), str)
    assert [one.what for one in previewing.engine.store.audit.recent()][:1] == ["made a preview link"]
