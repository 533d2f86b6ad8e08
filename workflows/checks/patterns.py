"""Remarks on questions that GOV.UK has a better way to ask."""

from collections.abc import Iterable, Mapping

from components.controls import Option
from workflows.asking import Asked
from workflows.checks.unused import PERSONAL, Named
from workflows.checks.wording import APPLICANT
from workflows.faults import Faults, Place
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: What a question of words or figures asks for, by its label, that has a type of its own.
FITTING: Mapping[str, tuple[str, ...]] = {
    "memorable date": ("date of birth", "when were you born"),
    "email": ("email address", "your email", "your e-mail"),
    "phone": ("phone number", "telephone number", "mobile number"),
    "national insurance number": ("national insurance number", "ni number"),
    "nhs number": ("nhs number",),
    "unique pupil number": ("unique pupil number", "upn"),
    "company number": ("company number", "company registration number"),
    "charity number": ("charity number",),
    "vat number": ("vat number", "vat registration number"),
    "vehicle registration": ("vehicle registration", "vehicle registration number", "number plate"),
    "driving licence number": ("driving licence number",),
    "bank details": ("sort code", "bank account number", "bank details"),
    "uprn": ("uprn",),
    "national grid reference": ("grid reference",),
    "postcode": ("your postcode",),
}
IN_WORDS = ("text", "long text")
LOOSE = ("text", "number", "date")
#: A label that begins so asks for no more than it names.
WHAT_IS = ("what is ", "what was ", "enter ", "give ")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx"})
ASKS_TITLE = ("your title", "what is your title", "title (mr, mrs, ms)")
YES_NO = frozenset({"yes", "no"})
FIRST = ("first name", "given name", "forename")
LAST = ("last name", "surname", "family name")
#: What stands among options and answers nothing.
NO_ANSWERS = frozenset({
    "n/a", "na", "not applicable", "please select", "please choose", "select", "select one", "select an option",
    "choose one", "choose an option", "-", "--", "---",
})  # fmt: skip
OTHERS = frozenset({"other", "others", "other reason", "another reason", "something else", "other (please specify)"})


def check_patterns(workflow: Workflow, named: Named, faults: Faults) -> None:
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for ask in workflow.asks().values():
        asked = [one for one in ask.asked() if not one.again]
        every = [inner for one in asked for inner in one.every()]
        for one in every:
            if one.question.kind == "choice" and _labels(one).keys() == YES_NO:
                faults.remark(_at(one, "type"), "yes-or-no-choice", f"{_called(one)} offers Yes and No",
                              "Write type: yes or no, without options")  # fmt: skip
        if ask.who == APPLICANT:
            words = max((at for at, one in enumerate(every) if one.question.kind in IN_WORDS), default=-1)
            for at, one in enumerate(every):
                _asks_for(one, faults)
                if one.question.kind in ("choice", "choices"):
                    _options(one, named, at < words, faults)
            _in_parts(every, faults)
            _twice(ask, asked, first, faults)


def _called(one: Asked) -> str:
    """As it is called where it is written: in a shared group without the name of its use."""
    return one.id.rpartition(".")[2]


def _label(one: Asked) -> str:
    return one.question.label.lower().rstrip("?:. ")


def _labels(one: Asked) -> dict[str, Option]:
    options = getattr(one.question, "options", ())  # of a list that is kept elsewhere, nobody knows any
    known: Iterable[Option] = options if isinstance(options, tuple) else ()
    return {option.label.strip().lower(): option for option in known}


def _at(one: Asked, word: str) -> Place:
    return one.places.get(word, one.place)


def _asks_for(one: Asked, faults: Faults) -> None:
    """What the label asks for, where it is not what the type takes."""
    label = _label(one)
    if "(optional)" in label:
        faults.remark(_at(one, "label"), "says-optional", f"The label of {_called(one)} says that it is optional",
                      "Leave that out and write optional: yes, which says it")  # fmt: skip
    if label in ASKS_TITLE or (one.question.kind == "choice" and len(_labels(one).keys() & TITLES) > 1):
        faults.remark(one.place, "asks-title", f"{_called(one)} asks people for their title",
                      "Leave it out: a name is enough to write to somebody")  # fmt: skip
    if one.question.kind in LOOSE and " or " not in label and " and " not in label:
        fit, word = next(((kind, word) for kind, words in FITTING.items() for word in words if _wants(label, word)),
                         ("", ""))  # fmt: skip
        if fit:
            faults.remark(
                _at(one, "type"), "kind-for-it",
                f"The label of {_called(one)} asks for “{word}”, and its type is {one.question.kind}",
                f"Write type: {fit}, which says what is wrong with an answer",
            )  # fmt: skip


def _wants(label: str, words: str) -> bool:
    return label.endswith(words) or (words in label and label.startswith(WHAT_IS))


def _options(one: Asked, named: Named, says_more: bool, faults: Faults) -> None:
    """`says_more` where a question after it takes words."""
    labels, called, place = _labels(one), _called(one), _at(one, "options")
    for label in labels.keys() & NO_ANSWERS:
        faults.remark(place, "not-an-answer", f"“{labels[label].label}” is no answer to {called}",
                      "Take it away: ask by when: only those it is for, or write optional: yes")  # fmt: skip
    for option in (labels[label] for label in labels.keys() & OTHERS):
        if called not in named.read_inside and not says_more:
            faults.remark(place, "other-unsaid", f"Who selects “{option.label}” in {called} cannot say what it is",
                          f'Ask that after it, with when: {called} is "{option.value}"')  # fmt: skip


def _in_parts(every: list[Asked], faults: Faults) -> None:
    texts = [one for one in every if one.question.kind == "text"]
    first = next((one for one in texts if any(word in _label(one) for word in FIRST)), None)
    if first and any(word in _label(one) for one in texts for word in LAST):
        faults.remark(first.place, "name-in-parts", "A name is asked in two questions",
                      "Ask one of type: name: not every name has two parts")  # fmt: skip


def _twice(ask: Ask, asked: list[Asked], first: dict[tuple[str, str], tuple[str, str]], faults: Faults) -> None:
    """The same kind under the same label in another step; two people in one step, or by `use:`, are two."""
    for one in asked:
        if one.question.kind in PERSONAL and "." not in one.id:
            step, before = first.setdefault((one.question.kind, _label(one)), (ask.id, one.id))
            if step != ask.id:
                faults.remark(one.place, "asked-twice", f"{one.id} asks what {before} asked already",
                              f"Write {before}: again, which shows the answer")  # fmt: skip
