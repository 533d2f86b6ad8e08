"""What the program says to those who run it: a line of JSON each, never with anything that people told us.

Our own lines are sentences of ours, with the case's reference beside them. Of what others' programs say only the
sentence as it stands in their code is kept, without what they filled in; of an error its kind and where it happened,
never its words: an answer may stand in those.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import IO, Any

import structlog
from structlog.typing import EventDict

#: What may stand beside a sentence of ours. Anything else that is handed over is left out.
BESIDE = ("case", "service", "did", "result", "incident", "effect", "node", "next")
#: Whose sentences are ours, filled in and all.
OURS = "wherry"
#: The innermost places of an error: enough to find it.
PLACES = 12


def speak_json(stream: IO[str] | None = None) -> None:
    """From now on every line is one of JSON: those of all that speaks by Python's own logging."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                structlog.stdlib.ExtraAdder(allow=BESIDE),
                guarded,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    _alone(handler)


def _alone(handler: logging.Handler) -> None:
    """Nobody else prints: uvicorn, Streamlit and DBOS each bring a handler of their own."""
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    for name in ("dbos", *root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("dbos").addHandler(logging.NullHandler())


def guarded(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Take out whatever could hold an answer."""
    record: logging.LogRecord = line["_record"]
    sentence, filled = line["event"], line.pop("positional_args", ())
    if record.name.partition(".")[0] == OURS:
        line["event"] = sentence % filled if filled else sentence
    else:
        line["event"] = sentence if filled else ""
        line["from"] = f"{record.module}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else None
    line.pop("exc_info", None)
    if error:
        line["error"] = list(_told(error))
    # The formatter would add the words of the error otherwise.
    record.exc_info = record.exc_text = None
    return line


def _told(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An error and what it came of, the latest first."""
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)[-PLACES:]
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        yield {"kind": type(error).__qualname__, "at": places}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
