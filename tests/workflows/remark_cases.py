"""Words of a sound service changed into ones that could be better: what could be, then what is exchanged for what."""

from tests.workflows.fault_cases import Changes

LABEL = "label: Where is it?"
DEPTHS = "options: [Shallow, Deep]"
EMAIL = "      email:\n        type: email\n"
DEEP = "label: How deep is the hole?"

REMARKS: dict[str, Changes] = {
    # Plain English
    "official words": ((LABEL, "label: Where did it commence, prior to the frost?"),),
    "Latin": ((LABEL, "label: Where is it? Name the road, the village, etc."),),
    "a hint with Latin in quotes": ((LABEL, f"{LABEL}\n        hint: 'A road, e.g. Elm Hill'"),),
    "please in a question": ((LABEL, "label: Please tell us where it is"),),
    "click here in a letter": (
        ("Somebody told us of a hole", "Click here, somebody told us of a hole"),
        ("to: whose", "to: applicant"),
    ),
    "a long sentence in a letter": (
        (
            "We answer by ((answer_by)).",
            "We will answer by ((answer_by)) at the latest, and before that if we can, but "
            "only after we have heard from everybody whom we asked, the owners of the road among them.",
        ),
    ),
    "an option in capitals": ((DEPTHS, "options: [Shallow, Deep, {value: No, label: I DO NOT KNOW}]"),),
    "an exclamation mark in an outcome": (("title: We have mended it}", "title: We have mended it!}"),),
    # Patterns
    "yes and no as a choice": (
        (DEPTHS, 'options: ["Yes", "No"]'),
        ('depth is "Deep"', 'depth is "Yes"'),
        ("    Deep  |", "    Yes   |"),
    ),
    "an option that is no answer": ((DEPTHS, "options: [Shallow, Deep, Not applicable]"),),
    "other without a place to say what": (
        (
            EMAIL,
            "      cause:\n        type: choice\n        label: What made it?\n"
            f"        options: [Frost, Other]\n{EMAIL}",
        ),
    ),
    "a title": ((EMAIL, f"      mister:\n        type: text\n        label: What is your title?\n{EMAIL}"),),
    "a name in two questions": (
        (
            EMAIL,
            "      first:\n        type: text\n        label: What is your first name?\n"
            f"      last:\n        type: text\n        label: What is your last name?\n{EMAIL}",
        ),
    ),
    "an email address as text": ((LABEL, "label: What is your email address?"),),
    "a date of birth as a date": (
        (EMAIL, f"      born:\n        type: date\n        label: What is your date of birth?\n{EMAIL}"),
    ),
    "a label that says optional": ((LABEL, "label: Where is it? (optional)"),),
    "an email asked a second time": (
        ("    extra:\n", "    email_2:\n      type: email\n      label: Where can we write to you?\n    extra:\n"),
    ),
    # What is asked and not used
    "a sensitive answer that nobody is shown": (
        ("sees: [report, found]", "sees: [place, found]"),
        ("        type: email\n", "        type: text\n"),
        ("contact: [email]\n", ""),
        (LABEL, f"{LABEL}\n      health:\n        type: text\n        sensitive: yes\n        label: Were you hurt?"),
    ),
    # Who does what
    "a partner who is shown nothing": (
        ("who: parks\n  not", "who: national-highways\n  not"),
        ("  sees: [report, found]\n", ""),
    ),
    "nobody kept from the second look where the first is passed over": (
        (
            "- ask: inspect\n  who: highways\n",
            '- ask: look\n  who: highways\n  when: depth is "Deep"\n  questions:\n'
            "    looked: {type: yes or no, label: Did you look}\n- ask: inspect\n  who: highways\n",
        ),
        ("not whoever did: [inspect]", "not whoever did: [look]"),
    ),
    "a sum by what may be 0": (
        (
            "    answer_by: today + 28 days\n",
            "    answer_by: today + 28 days\n    piece: if width is missing then 0 else 12 / width\n",
        ),
    ),
}
