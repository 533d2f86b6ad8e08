"""What a command comes to: events, or what is wrong with what was typed, or why the actor may not. Pure."""

from collections.abc import Callable

from engine import commands as c
from engine.beside import asking, correcting, linking, noting, paying, practising, steering
from engine.case import Case
from engine.commands import Refusal
from engine.course import adding, ending, opening, settling, tasks, telling, timing
from engine.course.decision import Decision, Happened
from engine.course.walk import Walk
from engine.who.staff import NOBODY, Staff
from workflows.organisation import Organisation
from workflows.workflow import Workflow

Deciding = Callable[..., Decision]
#: What follows from time and from other cases; nobody asks for it.
BY_CLOCK = (c.AskAgain, c.Begun, c.Returned, c.Tick)


def decide(workflow: Workflow, case: Case, command: c.Command, house: Organisation, staff: Staff = NOBODY) -> Decision:
    """What happens to this case by this command. Whether the actor may see the case at all is asked before."""
    if isinstance(command, BY_CLOCK) and command.actor.kind != "clock":
        return Refusal("Only the program itself does this")
    walk = Walk(workflow, case, house, command.at, staff)
    decision = _deciding(case, command)(walk, command)
    told = isinstance(decision, Happened) and telling.tell(walk, case, command.actor.id)
    return Happened.on(walk) if told else decision


def _deciding(case: Case, command: c.Command) -> Deciding:
    """Only a task may be of either room: one of a step, or one that the service did not foresee."""
    task = case.tasks.get(command.task) if isinstance(command, c.Complete) else None
    return asking.complete if task and task.extra else DECIDING[type(command)]


#: What the service says happens.
COURSE: dict[type[c.Command], Deciding] = {
    c.Open: opening.open_,
    c.Complete: tasks.complete,
    c.Claim: tasks.claim,
    c.Release: tasks.release,
    c.Assign: tasks.assign,
    c.AddItem: adding.add_item,
    c.Extend: timing.extend,
    c.Tick: timing.tick,
    c.Settle: settling.settle,
    c.Begun: settling.begun,
    c.Returned: settling.returned,
    c.Withdraw: ending.withdraw,
    c.Reopen: ending.reopen,
}
#: What people decide beside it.
BESIDE: dict[type[c.Command], Deciding] = {
    c.AddNote: noting.note,
    c.Attach: noting.attach,
    c.Correct: correcting.correct,
    c.ChangeContact: correcting.change_contact,
    c.AddTask: asking.add_task,
    c.Write: asking.write,
    c.AskAgain: asking.ask_again,
    c.Reply: asking.reply,
    c.HandOver: steering.hand_over,
    c.Hold: steering.hold,
    c.EndHold: steering.end_hold,
    c.CloseEarly: steering.close_early,
    c.Rewind: steering.rewind,
    c.LinkCases: linking.link,
    c.UnlinkCases: linking.unlink,
    c.Split: linking.split,
    c.RecordPayment: paying.record_payment,
    c.MoveOn: practising.move_on,
}
DECIDING = COURSE | BESIDE
