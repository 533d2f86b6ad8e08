"""Who may come in, and for how long: against a real database and a clock that the test turns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engine.store.people import ATTEMPT, INVITATION
from engine.store.sessions import SESSION
from engine.who.people import Role, fingerprint
from tests.reception import GOOD, PRIYA, Desk, open_desk
from web.accounts import LINK_OVER, NOT_RIGHT, Refused, SignedIn
from web.passwords import BY_ACCOUNT, Throttle, password_problem

#: Whatever is written of a session takes more pages than there are.
NO_ROOM = (
    "CREATE TABLE filling (much BLOB)",
    "CREATE TRIGGER fills AFTER UPDATE ON wf_session BEGIN INSERT INTO filling VALUES (zeroblob(1000000)); END",
    "PRAGMA max_page_count = 1",
)


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    sqlite = request.param == "sqlite"
    opened = open_desk(f"sqlite:///{tmp_path}/people.db" if sqlite else request.getfixturevalue("fresh_postgres_url"))
    yield opened
    opened.database.close()


def test_a_person_comes_in_with_their_password_whatever_the_case_of_their_address(desk: Desk) -> None:
    answer = desk.sign_in(email="  Priya@Example.ORG ")

    assert isinstance(answer, SignedIn)
    assert answer.person == PRIYA
    assert desk.accounts.whose(answer.token) == PRIYA


def test_the_same_password_typed_on_another_keyboard_is_the_same(desk: Desk) -> None:
    desk.accounts.accept(desk.accounts.invite(PRIYA), "Ame\u0301lie goes home")

    assert isinstance(desk.sign_in("Am\u00e9lie goes home"), SignedIn)


@pytest.mark.parametrize("email", [PRIYA.email, "nobody@example.org", "", "' or 1=1 --", "nul\x00@example.org"])
def test_wrong_and_unknown_are_told_the_same(desk: Desk, email: str) -> None:
    assert desk.refused("a wrong password", email=email) == Refused(NOT_RIGHT)


def test_somebody_who_has_not_yet_set_a_password_cannot_come_in(desk: Desk) -> None:
    desk.accounts.invite(replace(PRIYA, id="tom", email="tom@example.org"))

    assert desk.refused(email="tom@example.org", password="").sentence == NOT_RIGHT


def test_nothing_that_opens_a_door_is_kept(desk: Desk) -> None:
    token, link = desk.signed_in(), desk.accounts.invite(PRIYA)
    desk.refused("typed in the wrong box", email="typed in the wrong box")

    kept = desk.everything_kept()

    assert fingerprint(token) in kept and fingerprint(link) in kept
    assert not [secret for secret in (token, link, GOOD, "typed in the wrong box") if secret in kept]
    assert "$argon2id$" in kept


def test_each_wait_is_longer_than_the_last_up_to_a_limit(desk: Desk) -> None:
    waits: list[float] = []
    while len(waits) < 9:
        wait = desk.refused().wait
        desk.clock.turn(wait)
        waits += [wait.total_seconds()] if wait else []

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_throttled_person_is_told_when_to_try_again_and_then_comes_in(desk: Desk) -> None:
    for _ in range(BY_ACCOUNT.free):
        desk.refused()

    assert desk.refused(GOOD).sentence == "There have been too many tries. Try again in 1 second"

    desk.clock.turn(timedelta(seconds=1))
    assert desk.signed_in()
    assert desk.refused().sentence == NOT_RIGHT, "coming in starts the count afresh"


def test_tries_while_waiting_do_not_make_the_wait_longer(desk: Desk) -> None:
    for _ in range(BY_ACCOUNT.free + 50):
        desk.refused()

    desk.clock.turn(timedelta(seconds=1))
    assert desk.signed_in()


def test_an_unknown_account_is_throttled_like_a_known_one(desk: Desk) -> None:
    for _ in range(BY_ACCOUNT.free):
        desk.refused(email="nobody@example.org")

    assert desk.refused(email="nobody@example.org").wait == timedelta(seconds=1)


def test_an_address_that_tries_many_accounts_is_throttled_and_other_addresses_are_not(desk: Desk) -> None:
    tries = [desk.refused(email=f"{number}@example.org", address="10.6.6.6") for number in range(40)]

    assert tries[0].wait == timedelta(0) and tries[-1].wait > timedelta(0)
    assert desk.refused(GOOD, address="10.6.6.6").wait > timedelta(0)
    assert isinstance(desk.sign_in(address="10.0.0.2"), SignedIn)


def test_a_whole_office_may_sign_in_from_one_address(desk: Desk) -> None:
    assert all(isinstance(desk.sign_in(), SignedIn) for _ in range(40))


def test_old_tries_are_forgotten(desk: Desk) -> None:
    for _ in range(20):
        desk.refused()
    desk.clock.turn(timedelta(hours=25))

    assert desk.refused().sentence == NOT_RIGHT
    with desk.database.read() as connection:
        assert len(connection.execute(select(ATTEMPT)).all()) == 2


def test_a_wait_is_never_for_ever() -> None:
    throttle = Throttle(free=1, longest=timedelta(minutes=1), window=timedelta(hours=1))

    assert throttle.wait(10**9) == timedelta(minutes=1)


def test_a_session_ends_after_thirty_idle_minutes(desk: Desk) -> None:
    token = desk.signed_in()
    desk.clock.turn(timedelta(minutes=29, seconds=59))
    assert desk.accounts.whose(token) == PRIYA

    desk.clock.turn(timedelta(seconds=1))
    assert desk.accounts.whose(token) is None
    assert not desk.accounts.active(token)


def test_activity_keeps_a_session_open_but_never_beyond_ten_hours(desk: Desk) -> None:
    token = desk.signed_in()
    turns = 0
    while desk.accounts.active(token):
        desk.clock.turn(timedelta(minutes=20))
        turns += 1

    assert turns == 30
    assert desk.accounts.whose(token) is None


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_whoever_is_at_work_goes_on_while_nothing_can_be_saved(desk: Desk) -> None:
    token = desk.signed_in()
    desk.clock.turn(timedelta(minutes=20))
    with desk.database.write() as connection:
        for statement in NO_ROOM:
            connection.exec_driver_sql(statement)

    assert desk.accounts.active(token)
    assert desk.accounts.whose(token) == PRIYA


def test_looking_is_not_activity(desk: Desk) -> None:
    token = desk.signed_in()
    for _ in range(2):
        desk.clock.turn(timedelta(minutes=15))
        seen = desk.accounts.whose(token)

    assert seen is None


def test_signing_out_ends_that_session_and_no_other(desk: Desk) -> None:
    here, there = desk.signed_in(), desk.signed_in()

    desk.accounts.sign_out(here)

    assert desk.accounts.whose(here) is None
    assert desk.accounts.whose(there) == PRIYA


def test_a_disabled_person_is_out_at_once_and_cannot_come_back(desk: Desk) -> None:
    token = desk.signed_in()
    link = desk.accounts.invite(PRIYA)

    desk.accounts.disable(PRIYA)

    assert desk.accounts.whose(token) is None
    assert desk.refused(GOOD).sentence == NOT_RIGHT
    assert desk.accounts.invited(link) is None
    assert desk.accounts.accept(link, GOOD) == Refused(LINK_OVER)


def test_sessions_that_are_over_are_swept_away(desk: Desk) -> None:
    desk.signed_in()
    desk.clock.turn(timedelta(hours=11))
    desk.signed_in()

    with desk.database.read() as connection:
        assert len(connection.execute(select(SESSION)).all()) == 1


def test_a_one_time_link_works_once(desk: Desk) -> None:
    link = desk.accounts.invite(PRIYA)

    assert desk.accounts.invited(link) == PRIYA
    assert isinstance(desk.accounts.accept(link, "quite another password"), SignedIn)
    assert desk.accounts.accept(link, "and yet another password") == Refused(LINK_OVER)
    assert isinstance(desk.sign_in("quite another password"), SignedIn)


def test_a_one_time_link_lasts_seventy_two_hours(desk: Desk) -> None:
    link = desk.accounts.invite(PRIYA)
    desk.clock.turn(timedelta(hours=71, minutes=59))
    assert desk.accounts.invited(link) == PRIYA

    desk.clock.turn(timedelta(minutes=1))
    assert desk.accounts.invited(link) is None
    assert desk.accounts.accept(link, GOOD) == Refused(LINK_OVER)


def test_a_new_link_makes_the_earlier_one_void(desk: Desk) -> None:
    first, second = desk.accounts.invite(PRIYA), desk.accounts.invite(PRIYA)

    assert desk.accounts.invited(first) is None
    assert desk.accounts.invited(second) == PRIYA
    with desk.database.read() as connection:
        assert len(connection.execute(select(INVITATION)).all()) == 1


def test_a_refused_password_does_not_use_up_the_link(desk: Desk) -> None:
    link = desk.accounts.invite(PRIYA)

    assert desk.accounts.accept(link, "short") == Refused("Password must be 12 characters or more")
    assert isinstance(desk.accounts.accept(link, GOOD), SignedIn)


def test_setting_a_password_closes_what_was_open(desk: Desk) -> None:
    token = desk.signed_in()

    desk.accounts.accept(desk.accounts.invite(PRIYA), GOOD)

    assert desk.accounts.whose(token) is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter a password"),
        ("elevenchars", "Password must be 12 characters or more"),
        ("x" * 257, "Password must be 256 characters or less"),
        ("Password1234", "Enter a password that is harder to guess"),
        ("correct horse battery staple", "Enter a password that is harder to guess"),
        ("aaaaaaaaaaaaaaa", "Enter a password that is harder to guess"),
    ],
)
def test_a_new_password_is_refused_in_words(password: str, sentence: str) -> None:
    assert password_problem(password) == sentence


@pytest.mark.parametrize(
    "password", ["twelve chars", "all lower case words", "ünïcödé wörds", "密码密码是一个很长的句子啊"]
)
def test_a_long_password_needs_nothing_else(password: str) -> None:
    assert password_problem(password) is None


def test_saving_a_person_again_replaces_teams_and_roles_and_keeps_the_password(desk: Desk) -> None:
    moved = replace(PRIYA, name="Priya Patel", teams=("parks",), roles=frozenset({Role("manage", "parks")}))
    with desk.accounts.registers.write() as register:
        register.people.save(moved)
        register.people.save(replace(PRIYA, id="adam", email="adam@example.org", name="Adam Ali"))

    with desk.accounts.registers.read() as register:
        assert [person.name for person in register.people.everyone()] == ["Adam Ali", "Priya Patel"]
        assert register.people.find("priya") == moved
    assert isinstance(desk.sign_in(), SignedIn)


def test_a_role_is_for_what_it_names_and_for_nobody_disabled() -> None:
    everywhere = replace(PRIYA, roles=frozenset({Role("edit", "*")}))

    assert PRIYA.may("publish", "report-a-pothole")
    assert not PRIYA.may("edit", "report-a-pothole") and not PRIYA.may("publish", "blue-badge")
    assert everywhere.may("edit", "anything") and not everywhere.may("publish", "anything")
    assert not replace(PRIYA, disabled=True).may("publish", "report-a-pothole")


def test_two_people_cannot_have_one_address(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.accounts.registers.write() as register:
        register.people.save(replace(PRIYA, id="other", email=PRIYA.email.upper()))
