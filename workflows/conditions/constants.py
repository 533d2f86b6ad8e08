"""Values as designers write them in conditions and tables, and back in the words that people read."""

import re
from datetime import date, time
from decimal import Decimal

from workflows.conditions.lexer import MONTHS, Token
from workflows.conditions.tree import Constant
from workflows.conditions.wrong import Flaw, Wrong
from workflows.durations import Duration, parse

MOST_DIGITS = 15


def constant(token: Token) -> Constant:
    """The value of a token, or `Wrong` where there is no such date, time or so large a number."""
    if sum(map(str.isdigit, token.text)) > MOST_DIGITS and token.sort != "text":
        raise Wrong([Flaw(token.at, "too-large", f"A number has at most {MOST_DIGITS} digits", "Write a smaller one")])
    match token.sort:
        case "text":
            return Constant("text", token.text[1:-1].replace('""', '"'), token.at)
        case "money":
            return Constant("money", int(Decimal(re.sub("[£,]", "", token.text)) * 100), token.at)
        case "duration":
            return Constant("duration", _duration(token), token.at)
        case "date":
            return Constant("date", _date(token), token.at)
        case "time":
            return Constant("time", _time(token), token.at)
    return Constant("number", Decimal(token.text), token.at)


def _date(token: Token) -> date:
    day, month, year = token.text.split()
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        raise Wrong([Flaw(token.at, "no-such-date", f"There is no {token.text}", "Write a real date")]) from None


def _time(token: Token) -> time:
    try:
        hour, minute = token.text.split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise Wrong(
            [Flaw(token.at, "no-such-time", f"There is no {token.text}", "Write a time of the day, like 17:30")]
        ) from None


def _duration(token: Token) -> Duration:
    """No calendar reaches further than this, and none should count so long."""
    if len(token.text.split()[0]) > len("9999"):
        raise Wrong([Flaw(token.at, "too-large", f"{token.text} is too long a time", "Write at most 9,999")])
    return parse(" ".join(token.text.split()))
