"""What happened to a case, one fact a class; a module for each subject."""

from engine.events.answers import (
    AnswerCorrected,
    AnswersGiven,
    AnswersSetAside,
)
from engine.events.beside import (
    CaseLinked,
    CaseRewound,
    CaseUnlinked,
    ClosedEarly,
    ExtraDone,
    ExtraOpened,
    HoldEnded,
    ReplyGiven,
    TaskHeld,
)
from engine.events.course import (
    Arrived,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseStuck,
    ClockMoved,
    Forked,
    PartyJoined,
    ResultReturned,
    RunBegun,
    StepPassed,
    ThreadEnded,
    ThreadsJoined,
    ThreadTakenAway,
    WaitBegun,
    WaitEnded,
    WaitFailed,
)
from engine.events.event import Event, evolve, replay
from engine.events.kept import CLASSES, read, write
from engine.events.papers import (
    DocumentMade,
    FileAttached,
    MessageSent,
    NoteAdded,
    PaymentTaken,
)
from engine.events.tasks import (
    ClockExtended,
    ClockLate,
    ClockPaused,
    ClockResumed,
    ClockSet,
    ClockStopped,
    TaskClaimed,
    TaskDone,
    TaskHandedOver,
    TaskOpened,
    TaskTakenAway,
)

__all__ = [
    "CLASSES", "AnswerCorrected", "AnswersGiven", "AnswersSetAside", "Arrived", "CaseClosed", "CaseLinked",
    "CaseOpened", "CaseReopened", "CaseRewound", "CaseStuck", "CaseUnlinked", "ClockExtended", "ClockLate",
    "ClockMoved", "ClockPaused", "ClockResumed", "ClockSet", "ClockStopped", "ClosedEarly", "DocumentMade",
    "Event", "ExtraDone", "ExtraOpened", "FileAttached", "Forked", "HoldEnded", "MessageSent", "NoteAdded",
    "PartyJoined", "PaymentTaken", "ReplyGiven", "ResultReturned", "RunBegun", "StepPassed", "TaskClaimed",
    "TaskDone", "TaskHandedOver", "TaskHeld", "TaskOpened", "TaskTakenAway", "ThreadEnded", "ThreadTakenAway",
    "ThreadsJoined", "WaitBegun", "WaitEnded", "WaitFailed", "evolve", "read", "replay", "write",
]  # fmt: skip
