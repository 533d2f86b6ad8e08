"""What kinds that ask for an email address have in common. Its shape is checked, never whether it is reached.

Source: GOV.UK Design System, Email addresses.
"""

from email_validator import EmailNotValidError, validate_email

from components.base import Problem, Said
from components.together import seen_only

SENTENCE = "Enter an email address in the correct format, like name@example.com"


def address(words: str, part: str = "") -> str:
    """An address in its normal form, from what was typed into the box `part`."""
    try:
        return validate_email(seen_only(words), check_deliverability=False).normalized
    except EmailNotValidError:
        raise Problem(Said(SENTENCE, part)) from None
