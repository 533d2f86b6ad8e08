"""What pydantic finds in a request, in the words that this house uses."""

from collections.abc import Mapping
from typing import Any

#: By pydantic's type of error; what stands in braces is of its context.
SENTENCES: Mapping[str, str] = {
    "missing": "This is needed and was not sent",
    "string_type": "Write it as text, in quotation marks",
    "string_too_short": "This must not be empty",
    "string_too_long": "Write {max_length} characters or fewer",
    "string_pattern_mismatch": "This includes a character that is not allowed here",
    "dict_type": "Write it as an object, in braces",
    "model_attributes_type": "Write it as an object, in braces",
    "list_type": "Write it as a list, in square brackets",
    "int_type": "Write it as a whole number, without quotation marks",
    "int_parsing": "Write it as a whole number, in figures",
    "int_parsing_size": "Write a smaller number",
    "int_from_float": "Write it as a whole number, without decimals",
    "literal_error": "Give one of these: {expected}",
    "too_short": "Give at least {min_length}",
    "too_long": "Give {max_length} or fewer",
    "value_error": "{error}",
}
OTHERWISE = "This has not the form that the description of the API asks for"


def of(fault: Mapping[str, Any]) -> str:
    return SENTENCES.get(fault["type"], OTHERWISE).format(**fault.get("ctx", {}))
