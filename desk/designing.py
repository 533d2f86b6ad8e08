"""What designers do: read and edit definitions, see them tried and told apart from what is published, publish them."""

import re
from dataclasses import dataclass
from datetime import datetime

from desk.play import Played, play
from desk.sources import ORGANISATION_PATH, Draft, Drafts, Saving, can_be_stored, is_service, read_beside
from desk.trial import Trial
from engine.commands import Actor, Refusal
from engine.engine import NO_SERVICE, Engine
from engine.library import path_of
from engine.store.drafts import Draft as Typed
from engine.store.errors import Stale
from engine.store.versions import Version
from engine.who.people import EVERY
from workflows.checks.beside import beside_services
from workflows.differences import Texts, differences
from workflows.faults import Fault
from workflows.load import Examined, as_published, examine, hash_of, read_with
from workflows.picture import picture
from workflows.settings import KEBAB
from workflows.shared import is_group
from workflows.word_files import is_word_file
from workflows.workflow import Workflow

#: Whoever starts the program for the first time publishes what its files hold.
WHERRY = Actor("wherry", name="Wherry", edits=frozenset({EVERY}), publishes=frozenset({EVERY}))
FIRST_TIME = "It had never been published"
NAME = re.compile(rf"(?=.{{1,60}}$){KEBAB.pattern}")
NOT_STAFF = "Only staff can see how services are made"
NOT_EDITOR = "You may not edit this service"
NOT_PUBLISHER = "You may not publish this service"
NOT_KEPT = "This text has a character that cannot be kept: save it as UTF-8 in an editor first"
SAVED_SINCE = "Somebody has saved this draft since you read it"


@dataclass(frozen=True)
class DesignRow:
    """A service in the designers' list. `version` is 0 where it was never published, `faults` counts the draft's."""

    service: str
    title: str
    owner_name: str
    version: int
    published_at: datetime | None
    #: Of a draft that differs from what is published; "" and None where there is none, or nobody is known.
    draft_by: str
    draft_at: datetime | None
    open_cases: int
    faults: int
    changed: bool
    #: Shared groups that have changed since they were published with it.
    updates: tuple[str, ...] = ()


@dataclass(frozen=True)
class DesignView:
    """A definition to read or edit. `revision` goes back with it when it is saved or published."""

    service: str
    path: str
    text: str
    revision: str
    version: int
    may_edit: bool
    may_publish: bool
    #: Shared groups that have changed since they were published with it.
    updates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Somebody saved first: `theirs` is their text, and `revision` lets yours replace it if you choose so."""

    theirs: str
    revision: str


@dataclass(frozen=True)
class Published:
    number: int


class Designing:
    def __init__(self, engine: Engine, drafts: Drafts) -> None:
        self._engine = engine
        self._drafts = drafts
        self._versions = engine.store.versions

    # Reading

    def services(self, actor: Actor, now: datetime) -> tuple[DesignRow, ...]:
        """Every service, drafted or published, by its title; nothing for who is not staff."""
        if not self._is_staff(actor):
            return ()
        named = self._drafted()
        open_cases = self._engine.store.cases.open_by_service()
        rows = [self._row(service, open_cases) for service in named | set(self._versions.services())]
        return tuple(sorted(rows, key=lambda row: (row.title.casefold(), row.service)))

    def open(self, actor: Actor, service: str) -> DesignView | Refusal:
        if not self._is_staff(actor):
            return Refusal(NOT_STAFF)
        draft = self._draft(service)
        return self._view(actor, service, draft) if draft else Refusal(NO_SERVICE)

    def drafted(self, service: str) -> DesignView | None:
        """The draft as it was last saved, for somebody who may only read it."""
        draft = self._draft(service)
        return self._view(Actor(""), service, draft) if draft else None

    def examine(self, service: str, text: str) -> Examined:
        """The text as it would be read beside the organisation's draft, and everything that is wrong with it."""
        services = self._drafted() | set(self._versions.services()) | {service}
        return beside_services(examine(self._files(service, text), path_of(service)), services)

    def texts(self, service: str, text: str) -> Texts:
        """All that the text is read with, so that a fault can be shown where it stands."""
        return Texts(self._files(service, text), path_of(service))

    def changes(self, service: str, text: str) -> tuple[str, ...]:
        """What differs from the published version, in sentences; none while the text cannot be read."""
        latest, path = self._versions.latest(service), path_of(service)
        if latest is None:
            return ("Nobody has published this service yet",)
        if self.examine(service, text).built is None:
            return ()
        return differences(Texts(latest.files, path), self.texts(service, text))

    def play(self, workflow: Workflow) -> tuple[Played, ...]:
        return tuple(play(workflow))

    def picture(self, workflow: Workflow) -> str:
        return picture(workflow)

    def trial(self, workflow: Workflow, now: datetime) -> Trial:
        """The pages as they will be, in memory, beginning at a moment of their own."""
        return Trial(workflow, now)

    def versions(self, service: str) -> tuple[Version, ...]:
        """The newest first."""
        return self._versions.of(service)

    def changes_of(self, version: Version) -> tuple[str, ...]:
        """What a version made different from the one before it; nothing of the first."""
        before = self._versions.get(version.service, version.number - 1)
        if before is None:
            return ()
        old, new = (Texts(one.files, path_of(one.service)) for one in (before, version))
        return differences(old, new)

    # Writing

    def new(self, actor: Actor, service: str, text: str, now: datetime) -> DesignView | Refusal:
        """Begin a service from the text of a template."""
        if not NAME.fullmatch(service) or service == path_name(ORGANISATION_PATH):
            return Refusal("A service is named in small letters, numbers and hyphens: report-a-pothole")
        if self._draft(service):
            return Refusal(f"There is a service called {service} already")
        saved = self.save(actor, service, text, "", now)
        return Refusal(f"There is a service called {service} already") if isinstance(saved, Conflict) else saved

    def save(
        self, actor: Actor, service: str, text: str, revision: str, now: datetime
    ) -> DesignView | Conflict | Refusal:
        """Keep a draft, sound or not. Nothing of anybody else's is overwritten."""
        if not may(actor.edits, service):
            return self._refused(actor, "save", service, NOT_EDITOR, now)
        if not NAME.fullmatch(service) or not can_be_stored(text):
            return Refusal(NOT_KEPT if NAME.fullmatch(service) else NO_SERVICE)
        try:
            draft = self._drafts.save(path_of(service), text, revision, Saving(actor.id, actor.name, now))
        except Stale:
            theirs = self._draft(service) or Draft("", "")
            return Conflict(theirs.text, theirs.revision)
        return self._view(actor, service, draft)

    def is_kept(self, service: str) -> bool:
        """Whether the draft's text is that of a version, so that nothing is lost where another takes its place."""
        draft = self._draft(service)
        path = path_of(service)
        return draft is None or any(one.files[path] == draft.text for one in self._versions.of(service))

    def bring_back(
        self, actor: Actor, service: str, number: int, revision: str, now: datetime
    ) -> DesignView | Conflict | Refusal:
        """Make the text of an earlier version the draft; residents notice nothing before somebody publishes it."""
        version = self._versions.get(service, number)
        if version is None:
            return Refusal(f"There is no version {number} of this service")
        saved = self.save(actor, service, version.files[path_of(service)], revision, now)
        if isinstance(saved, DesignView):
            self._engine.store.audit.record(now, actor.id, "brought back", service, f"version {number}")
        return saved

    def publish(self, actor: Actor, service: str, revision: str, why: str, now: datetime) -> Published | Refusal:
        """Make the saved draft what new cases begin with; those under way stay on theirs."""
        if not may(actor.publishes, service):
            return self._refused(actor, "publish", service, NOT_PUBLISHER, now)
        draft = self._draft(service)
        if draft is None or draft.revision != revision:
            return Refusal(SAVED_SINCE if draft else NO_SERVICE)
        return self._publish(actor, service, draft.text, why, now)

    def publish_unpublished(self, now: datetime) -> tuple[Fault, ...]:
        """Publish each service that has no version yet, and give the faults of those that cannot be."""
        faults: list[Fault] = []
        for service in sorted(self._drafted() - set(self._versions.services())):
            faults += self._publish_first(service, now)
        return tuple(dict.fromkeys(faults))

    def _publish_first(self, service: str, now: datetime) -> list[Fault]:
        draft = self._draft(service)
        text = draft.text if draft else ""
        examined = self.examine(service, text)
        if examined.workflow is None:
            return [fault for fault in examined.faults if fault.level == "fault"]
        red = [one for one in play(examined.workflow) if one.difference]
        if not red:
            self._publish(WHERRY, service, text, FIRST_TIME, now)
        return [
            Fault(told.place, "example-differs", "fault", f"{one.story}: {told.sentence}", "")
            for one in red for told in one.differs
        ]  # fmt: skip

    def _publish(self, actor: Actor, service: str, text: str, why: str, now: datetime) -> Published | Refusal:
        workflow = self.examine(service, text).workflow
        if workflow is None:
            return Refusal("This service has something to fix before you can publish it")
        red = [one.story for one in play(workflow) if one.difference]
        if red:
            return Refusal(f"An example does not go as it says: {red[0]}")
        path = path_of(service)
        files = read_with(self._files(service, text), path)
        latest = self._versions.latest(service)
        if latest and latest.hash == hash_of(files, path):
            return Refusal(f"Nothing has changed since version {latest.number}")
        try:
            number = self._versions.publish(service, hash_of(files, path), files, now, actor.id, actor.name, why)
        except Stale:
            return Refusal("Somebody else has just published this service")
        self._engine.store.audit.record(now, actor.id, "published", service, f"version {number}: {why}")
        return Published(number)

    # What somebody has typed and not saved

    def keep_typed(self, actor: Actor, service: str, text: str, revision: str, now: datetime) -> None:
        """Keep it for this person, with the revision that it was typed over; what cannot be stored is not kept."""
        if may(actor.edits, service) and can_be_stored(text):
            id = typed_by(actor, service)
            raw = {"text": text, "revision": revision}
            self._engine.store.drafts.save(Typed(id, actor.id, service, 0, now, now, raw))

    def typed(self, actor: Actor, service: str) -> tuple[str, str] | None:
        """The text, and the revision that it was typed over."""
        found = self._engine.store.drafts.get(typed_by(actor, service))
        return (found.raw["text"], found.raw["revision"]) if found else None

    def forget_typed(self, actor: Actor, service: str) -> None:
        self._engine.store.drafts.delete(typed_by(actor, service))

    # Where things are

    def _draft(self, service: str) -> Draft | None:
        """What somebody saved, or else what is published."""
        known = NAME.fullmatch(service) or service in self._drafted()
        if not known or path_of(service) == ORGANISATION_PATH:
            return None
        draft = self._drafts.get(path_of(service))
        if draft is None and (latest := self._versions.latest(service)):
            return Draft(latest.files[path_of(service)], "")
        return draft

    def _drafted(self) -> set[str]:
        return {path_name(path) for path in self._drafts.paths() if is_service(path)}

    def _files(self, service: str, text: str) -> dict[str, str]:
        """What a service is read with; what nobody drafts is as it was published."""
        latest = None if self._drafts.get(path_of(service)) else self._versions.latest(service)
        return (latest.files if latest else {}) | read_beside(self._drafts, service) | {path_of(service): text}

    def _updates(self, latest: Version | None) -> tuple[str, ...]:
        """The shared groups and Word files that are others now than those published with a version."""
        files = latest.files.items() if latest else ()
        parts = {path: text for path, text in files if is_group(path) or is_word_file(path)}
        drafts = {path: self._drafts.get(path) for path in parts}
        return tuple(path_name(path) for path, draft in sorted(drafts.items()) if draft and draft.text != parts[path])

    def _published(self, service: str) -> Workflow | None:
        latest = self._versions.latest(service)
        return as_published(latest.files, path_of(service)) if latest else None

    def _view(self, actor: Actor, service: str, draft: Draft) -> DesignView:
        latest = self._versions.latest(service)
        return DesignView(
            service, path_of(service), draft.text, draft.revision, latest.number if latest else 0,
            may(actor.edits, service), may(actor.publishes, service), self._updates(latest),
        )  # fmt: skip

    def _row(self, service: str, open_cases: dict[str, int]) -> DesignRow:
        draft, latest = self._draft(service) or Draft("", ""), self._versions.latest(service)
        examined = self.examine(service, draft.text)
        shown = examined.built or self._published(service)
        changed = latest is None or latest.files[path_of(service)] != draft.text
        return DesignRow(
            service, shown.title if shown else service, self._owner(shown),
            latest.number if latest else 0, latest.at if latest else None,
            draft.by_name if changed else "", draft.at if changed else None, open_cases.get(service, 0),
            sum(fault.level == "fault" for fault in examined.faults), changed, self._updates(latest),
        )  # fmt: skip

    def _owner(self, workflow: Workflow | None) -> str:
        owner = workflow.file.owner if workflow else ""
        return self._engine.library.house().everyone.get(owner, owner)

    def _is_staff(self, actor: Actor) -> bool:
        """Of a team of the council, or trusted with a service; partners are neither."""
        teams = self._engine.library.house().teams
        return actor.kind == "person" and bool(actor.teams & set(teams) or actor.edits or actor.publishes)

    def _refused(self, actor: Actor, what: str, service: str, reason: str, now: datetime) -> Refusal:
        self._engine.store.audit.record(now, actor.id, f"refused {what}", service, reason)
        return Refusal(reason)


def typed_by(actor: Actor, service: str) -> str:
    """The id of what a person has typed in a service and not saved."""
    return f"edit:{service}:{actor.id}"


def path_name(path: str) -> str:
    """The service of a path: the name of its file."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def may(services: frozenset[str], service: str) -> bool:
    return bool(services & {service, EVERY})
