"""Local accounts: signing in, one-time links, sessions. Time and randomness are handed in."""

import base64
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from engine.store.errors import Full
from engine.who.people import LONGEST, Invitation, Person, Session, fingerprint, normal_email
from web.passwords import BY_ACCOUNT, BY_ADDRESS, Throttle, normal_password, password_problem

INVITATION_LASTS = timedelta(hours=72)
#: How old "last seen" may grow before it is written again: not every message costs a write.
SEEN_EVERY = timedelta(minutes=1)

NOT_RIGHT = "Your email address or password is not right"
LINK_OVER = "This link has been used or is out of date"


@dataclass(frozen=True)
class SignedIn:
    token: str
    person: Person


@dataclass(frozen=True)
class Refused:
    """Why somebody may not come in, in words for them. `wait` is above zero where a later try may do."""

    sentence: str
    wait: timedelta = timedelta(0)


class People(Protocol):
    """The people, in one transaction."""

    def find(self, person: str) -> Person | None: ...
    def by_email(self, email: str) -> Person | None: ...
    def everyone(self) -> tuple[Person, ...]: ...
    def save(self, person: Person) -> None: ...
    def password(self, person: str) -> str | None: ...
    def set_password(self, person: str, hashed: str) -> None: ...


class Invitations(Protocol):
    """The one-time links, in one transaction. A person has one at most."""

    def save(self, invitation: Invitation) -> None: ...
    def find(self, fingerprint: str) -> Invitation | None: ...
    def take(self, fingerprint: str) -> bool:
        """Remove it; False where somebody was quicker."""


class Attempts(Protocol):
    """The tries to sign in that failed or are under way, in one transaction."""

    def count(self, key: str, since: datetime) -> tuple[int, datetime]:
        """How many since, and when the last was."""

    def add(self, attempt: str, keys: tuple[str, ...], at: datetime) -> None: ...
    def take_back(self, attempt: str) -> None: ...
    def clear(self, key: str) -> None: ...
    def forget(self, before: datetime) -> None: ...


class Sessions(Protocol):
    """The sessions, in one transaction."""

    def add(self, session: Session) -> None: ...
    def find(self, fingerprint: str) -> Session | None: ...
    def saw(self, fingerprint: str, at: datetime) -> None: ...
    def end(self, fingerprint: str) -> None: ...
    def end_all(self, person: str) -> None: ...
    def forget(self, began_before: datetime) -> None: ...


class Register(Protocol):
    """All that is kept about people, in one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def sessions(self) -> Sessions: ...


class Registers(Protocol):
    """Opens the register, to read or to write."""

    def read(self) -> AbstractContextManager[Register]: ...
    def write(self) -> AbstractContextManager[Register]: ...


@dataclass(frozen=True)
class Accounts:
    """Local accounts, and the sessions that any other way of signing in opens too."""

    registers: Registers
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    hasher: PasswordHasher

    def sign_in(self, email: str, password: str, address: str) -> SignedIn | Refused:
        """Try a password. An unknown person costs the same work and gets the same words as a wrong one."""
        account, attempt = _key("account", normal_email(email)), self._token()
        wait = self._take_turn(attempt, account, _key("address", address))
        if wait:
            return Refused(f"There have been too many tries. Try again in {_seconds(wait)}", wait)
        with self.registers.read() as register:
            person = register.people.by_email(normal_email(email))
            kept = register.people.password(person.id) if person and not person.disabled else None
        right = self._verify(kept or _nobodys(self.hasher), password)
        if not (person and kept and right):
            return Refused(NOT_RIGHT)
        with self.registers.write() as register:
            register.attempts.take_back(attempt)
            register.attempts.clear(account)
        return SignedIn(self.begin(person.id), person)

    def begin(self, person: str) -> str:
        """Open a session for somebody who has shown who they are; the token is for their cookie alone."""
        token, now = self._token(), self.clock()
        with self.registers.write() as register:
            register.sessions.forget(now - LONGEST)
            register.sessions.add(Session(fingerprint(token), person, now, now))
        return token

    def whose(self, token: str) -> Person | None:
        """Who a session belongs to, while it stands. Does not count as activity."""
        with self.registers.read() as register:
            session = register.sessions.find(fingerprint(token))
            if session is None or not session.stands(self.clock()):
                return None
            return _able(register, session.person)

    def active(self, token: str) -> bool:
        """Somebody did something: keep their session open, if it still stands."""
        now, key = self.clock(), fingerprint(token)
        with self.registers.read() as register:
            session = register.sessions.find(key)
            if session is None or not session.stands(now) or _able(register, session.person) is None:
                return False
        if now - session.seen >= SEEN_EVERY:
            with suppress(Full), self.registers.write() as register:  # whoever is in the middle of something goes on
                register.sessions.saw(key, now)
        return True

    def sign_out(self, token: str) -> None:
        with self.registers.write() as register:
            register.sessions.end(fingerprint(token))

    def disable(self, person: Person) -> None:
        """They cannot sign in, and what they have open closes."""
        with self.registers.write() as register:
            register.people.save(replace(person, disabled=True))
            register.sessions.end_all(person.id)

    def invite(self, person: Person) -> str:
        """Save a person and make the token of their one-time link; an earlier link is void."""
        token = self._token()
        with self.registers.write() as register:
            register.people.save(person)
            register.invitations.save(Invitation(fingerprint(token), person.id, self.clock() + INVITATION_LASTS))
        return token

    def invited(self, token: str) -> Person | None:
        with self.registers.read() as register:
            invitation = register.invitations.find(fingerprint(token))
            if invitation is None or self.clock() >= invitation.until:
                return None
            return _able(register, invitation.person)

    def accept(self, token: str, password: str) -> SignedIn | Refused:
        """Use a one-time link: set the password, close every session the person had, open a new one."""
        problem = password_problem(password)
        if problem:
            return Refused(problem)
        hashed, person = self.hasher.hash(normal_password(password)), self.invited(token)
        if person is None:
            return Refused(LINK_OVER)
        with self.registers.write() as register:
            if not register.invitations.take(fingerprint(token)):
                return Refused(LINK_OVER)
            register.people.set_password(person.id, hashed)
            register.sessions.end_all(person.id)
        return SignedIn(self.begin(person.id), person)

    def _take_turn(self, attempt: str, account: str, address: str) -> timedelta:
        """Count this try before the password is looked at, so that a hundred at once are not all the first."""
        now = self.clock()
        with self.registers.write() as register:
            wait = max(
                _left(register.attempts, account, BY_ACCOUNT, now), _left(register.attempts, address, BY_ADDRESS, now)
            )
            if not wait:
                register.attempts.forget(now - BY_ACCOUNT.window)
                register.attempts.add(attempt, (account, address), now)
        return wait

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self.hasher.verify(kept, normal_password(password))
        except VerifyMismatchError:
            return False

    def _token(self) -> str:
        return base64.urlsafe_b64encode(self.random(32)).decode().rstrip("=")


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("the password of nobody at all")


def _able(register: Register, person: str) -> Person | None:
    found = register.people.find(person)
    return found if found and not found.disabled else None


def _key(kind: str, value: str) -> str:
    """Hashed, because people type passwords into the email box."""
    return fingerprint(f"{kind}:{value}")


def _left(attempts: Attempts, key: str, throttle: Throttle, now: datetime) -> timedelta:
    tries, last = attempts.count(key, now - throttle.window)
    return max(timedelta(0), last + throttle.wait(tries) - now)


def _seconds(wait: timedelta) -> str:
    seconds = -(-wait // timedelta(seconds=1))
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
