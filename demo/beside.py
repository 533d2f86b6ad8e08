"""What somebody in the demo does beside the course of a case, as the command that asks for it."""

from datetime import date, datetime, time

from demo.scripts import Act, on
from engine.commands import Actor, AddTask, Command, HandOver, Hold, Reply, Write
from workflows.calendars import LONDON

#: The end of an office day: what is asked for by a day is due then.
END = time(17)


def beside(act: Act, actor: Actor, at: datetime, reference: str, task: str, token: str) -> Command:
    """`task` is the one that is put away or handed over; the other deeds need none."""
    match act.does:
        case "holds":
            return Hold(actor, at, reference, task, _day(act, at, time()), act.text, token)
        case "hands_over":
            return HandOver(actor, at, reference, task, act.says["to"], act.text, token)
        case "asks":
            until = _day(act, at, END) if "until" in act.says else None
            return AddTask(actor, at, reference, act.step, act.says["title"], act.text, token, until)
        case "writes":
            return Write(actor, at, reference, act.says["subject"], act.step, token)
        case _:
            return Reply(actor, at, reference, act.step, token)


def _day(act: Act, at: datetime, hour: time) -> datetime:
    """What is told as `until: today + 7 days` counts from the day of the act."""
    told = on(at.astimezone(LONDON).date(), act.says["until"])
    return datetime.combine(date.fromisoformat(told), hour, LONDON)
