"""What a service says of the answers that it asks for, with the usual words for law and time in the reader's language.

A service's own words for them stay as they are, in every language that it has them in.
"""

import re

from components.wording import Sentence, says
from workflows.speaking import voice
from workflows.workflow import Workflow

#: The reasons that article 6 of the UK GDPR knows, by the words that a designer writes.
REASONS = {
    "public task": says("Public task"), "legal obligation": says("Legal obligation"), "consent": says("Consent"),
    "contract": says("Contract"), "vital interests": says("Vital interests"),
    "legitimate interests": says("Legitimate interests"),
}  # fmt: skip
AFTER_CLOSING = re.compile(r"(\d{1,3}) (year|month)s? after closing", re.IGNORECASE)


def privacy(workflow: Workflow, language: str) -> tuple[str, str, str]:
    """Purpose, basis, and how long it is kept; empty where nothing is."""
    told = workflow.file.privacy
    if told is None:
        return "", "", ""
    say = voice(language).own
    return told.purpose, say(_reason(told.basis)), say(_kept(told.keep))


def _reason(basis: str) -> str:
    return REASONS.get(basis.casefold().strip(), basis[:1].upper() + basis[1:])


def _kept(keep: str) -> str:
    found = AFTER_CLOSING.fullmatch(keep.strip())
    if found is None:
        return keep
    return _years(int(found[1])) if found[2].casefold() == "year" else _months(int(found[1]))


def _years(count: int) -> Sentence:
    return says("{count} year after closing", count=count) if count == 1 else says(
        "{count} years after closing", count=count)  # fmt: skip


def _months(count: int) -> Sentence:
    return says("{count} month after closing", count=count) if count == 1 else says(
        "{count} months after closing", count=count)  # fmt: skip
