"""Words of a sound service changed into wrong ones: what is wrong, then what is exchanged for what."""

Changes = tuple[tuple[str, str], ...]

CASES: dict[str, Changes] = {
    # Words
    "a word of the service misspelt": (("owner: highways", "ownr: highways"),),
    "a word of the service left out": (("title: Mend a road\n", ""),),
    "a word without words": (("title: Mend a road\n", "title:\n"),),
    "a word that may not stand there": (("reference: ROA", "reference: ROA\ncolour: green"),),
    "the service called otherwise than its file": (("service: mend-a-road", "service: mend-a-raod"),),
    "a name with a space": (("service: mend-a-road", "service: Mend a road"),),
    "a verb misspelt": (("- work out:", "- wrok out:"),),
    "a step without a verb": (("- end: nothing", "- nothing"),),
    "a key of a step misspelt": (("not whoever did: [inspect]", "not whoever does: [inspect]"),),
    "a key of a limit misspelt": (("  pause while: more", "  pause when: more"),),
    "a key of a question misspelt": (("label: Is it right?", "lable: Is it right?"),),
    "a kind misspelt": (("type: long text", "type: lon text"),),
    "a question without a type": (("        type: text\n", ""),),
    "a question in one word": (("    right:\n", "    urgent: yes\n    right:\n"),),
    "a yes or no that is neither": (("        optional: yes\n- look", "        optional: maybe\n- look"),),
    "a step called by a word that means something": (("ask: sign_off", "ask: applicant"),),
    "a step called with a capital": (("ask: sign_off", "ask: Sign off"),),
    "a question called with a hyphen": (
        ("    why_not:", "    why-not:"),
        ("why_not is not", "right is yes and right is not"),
    ),
    "steps that are not a list": (("- ask: sign_off\n", "  ask: sign_off\n"),),
    "an example without its story": (("- story: Nobody says more\n  play:", "- play:"),),
    "a law that was never written": (("law: {basis: Highways Act 1980 s.41, checked: no}\n", ""),),
    "two steps after one dash": (("- ask: more\n", "  ask: more\n"),),
    "a number out of its bounds": (("      label: Add a photo\n", "      label: Add a photo\n      at most: 500\n"),),
    "a number in words": (("      label: Add a photo\n", "      label: Add a photo\n      at most: many\n"),),
    "a label that is a list": (("label: Is it right?", "label: [Is it right]"),),
    "a colon in wording": (("title: Mend a road", "title: Roads: mend one"),),
    "a tab": (("  within: 20", "\twithin: 20"),),
    "quotes that are not closed": (("title: Mend a road", 'title: "Mend a road'),),
    "an anchor": (("title: Mend a road", "title: &road Mend a road"),),
    "wording cut off": (("title: Mend a road", "title: Mend road #7"),),
    "an example that expects a word": (("  expect: {sent: thanks_letter}\n", "  expect: nothing\n"),),
    "an example that plays nothing": (
        (
            "  play:\n  - report: {place: Elm Hill, depth: Shallow, email: a@example.org}\n"
            "  - inspect: {found: More}\n  - after: 29 days\n",
            "  play:\n",
        ),
    ),
    # Names
    "an owner that is no team": (("owner: highways", "owner: higways"),),
    "somebody asked who is no team": (("who: parks", "who: park"),),
    "somebody asked by an answer that is no team": (("who: parks", "who: depth"),),
    "an answer with the name of a team": (
        ("      place:", "      parks:"),
        ("list as: ((place))", "list as: x"),
        ("We will look at ((place))", "We will look"),
        ("hole at ((place))", "hole"),
        ("looked at ((place))", "looked"),
    ),
    "a way to begin that is none": (("starts: anyone", "starts: anybody"),),
    "a contact that reaches nobody": (("contact: [email]", "contact: [place]"),),
    "a step that is not there": (("go to: inspect", "go to: inspct"),),
    "a message that is not there": (("- send: yours", "- send: your"),),
    "a message to nobody": (("    - send: yours\n      to: whose", "    - send: yours\n      to: depth"),),
    "a message to a team misspelt": (
        ("- send: late\n    to: highways\nsteps", "- send: late\n    to: highway\nsteps"),
    ),
    "an outcome that is not there": (("- end: nothing", "- end: nothin"),),
    "a calendar that is not there": (("  from: received\n", "  from: received\n  calendar: englnd\n"),),
    "a kind of limit that is none": (("  from: received\n", "  from: received\n  kind: statutry\n"),),
    "a moment that is none": (("  from: received", "  from: recieved"),),
    "a pause while nobody does anything": (("pause while: more", "pause while: triage"),),
    "a pause while one of several does not wait": (("pause while: more", "pause while: [asked_for_more, triage]"),),
    "a case closed early by a partner": (
        ("reference: ROA", "reference: ROA\nclose early: {who: national-highways, as: [nothing]}"),
    ),
    "a case closed early with an outcome that is not there": (
        ("reference: ROA", "reference: ROA\nclose early: {who: highways, as: [nothin]}"),
    ),
    "a case closed early without saying how": (("reference: ROA", "reference: ROA\nclose early: {who: highways}"),),
    "a step called as what staff ask for": (("ask: sign_off", "ask: asked_for_more"),),
    "an until that is no step": (("until: thanks", "until: thank"),),
    "a step nobody does in not whoever did": (("not whoever did: [inspect]", "not whoever did: [triage]"),),
    "an answer nobody gives in sees": (("sees: [report, found]", "sees: [report, fond]"),),
    "an attachment that is no file": (("attach: [photo]", "attach: [place]"),),
    "a group that is not there": (("of: road-owners", "of: road-owner"),),
    "two steps of one name": (("ask: sign_off", "ask: more"), ("  - sign_off: {right: yes}", "  - more: {right: yes}")),
    "two questions of one name": (("    right:\n", "    found:\n"), ("when: right is no", 'when: found is "Mended"')),
    "asked again and never before": (
        ("    photo:\n      type: photo\n      label: Add a photo\n      optional: yes\n", "    photo: again\n"),
    ),
    "one word twice": (("owner: highways\n", "owner: highways\nowner: parks\n"),),
    # Conditions and types
    "an answer misspelt in a condition": (('  when: found is "More"\n  title', '  when: fond is "More"\n  title'),),
    "an option misspelt in a condition": (('  when: found is "More"\n  title', '  when: found is "Mor"\n  title'),),
    "an option without quotes": (('  when: found is "More"\n  title', "  when: found is More\n  title"),),
    "a condition that is a list": (('  when: found is "More"\n  title', "  when: [found]\n  title"),),
    "a condition cut off": (('  when: found is "More"\n  title', "  when: found is\n  title"),),
    "a condition that is no test": (('  when: found is "Mended"', "  when: found"),),
    "a number compared with words": (('  - when: depth is "Deep"', "  - when: depth > 3"),),
    "a limit that is no length of time": (("due: fix_within", "due: priority"),),
    "a limit that is only a number": (("due: 28 days", "due: 28"),),
    "a limit in unknown units": (("due: 28 days", "due: 28 dys"),),
    "a sum of a day and a word": (("today + 28 days", "today + found"),),
    "accept when without its problem": (("      problem: Say more than no\n", ""),),
    # Tables
    "a table that tests what is not asked": (("depth | width ||", "dept | width ||"),),
    "a table with an option misspelt": (("    Deep  | >= 10", "    Dep   | >= 10"),),
    "a table that gives what it did not say": (("|| urgent   |", "|| urgnt    |"),),
    "a row with a cell too few": (("    -     | -     || soon     | 5 working days", "    -     | -     || soon"),),
    "a table that chooses rows in no known way": (("hit: first", "hit: last"),),
    "a type that a table cannot give": (("fix_within: duration", "fix_within: length"),),
    # Wording
    "a placeholder misspelt": (("We looked at ((place))", "We looked at ((plase))"),),
    "a placeholder not closed": (("We answer by ((answer_by)).", "We answer by ((answer_by."),),
    "an if that does not end": (("      ((end))\n", ""),),
    "an if that reads what is not there": (("((if width is not missing))", "((if with is not missing))"),),
    # What may be missing
    "a placeholder of what may be missing": (
        ("((if width is not missing))\n      It is ((width)) wide.\n      ((end))", "It is ((width)) wide."),
    ),
    "an optional answer in a letter": (("hole at ((place))", "hole at ((place)), says ((email))"),),
    "a question passed over, in a value": (("today + 28 days", "width + 1"), ("((answer_by))", "then")),
    "a recipient that may be missing": (
        ('  - when: found is "Not ours"\n    then:', '  - when: found is "Nothing"\n    then:'),
    ),
    "a team asked that may be missing": (("who: parks", "who: whose"),),
    "a condition on what no way has asked yet": (
        ("- look up: triage", "- send: late\n  to: highways\n  when: right is yes\n- look up: triage"),
    ),
    "a value that no way has asked yet": (("We will look at ((place))", "We will look at ((answer_by))"),),
    "a message that reads what is asked after it": (("hole at ((place))", "hole at ((why_not))"),),
    # Ways
    "a step that no way leads to": (
        ("- end: nothing\n", "- end: nothing\n- send: late\n  to: highways\n- end: nothing\n  id: after_all\n"),
    ),
    "a way that does not end": (("- end: nothing\n", ""),),
    "a loop that nobody stops": (
        (
            "- work out:\n",
            "- send: late\n  id: again_late\n  to: highways\n"
            '- go to: again_late\n  when: depth is "Deep"\n- work out:\n',
        ),
    ),
    "a loop that leads out nowhere": (("- work out:\n", "- go to: inspect\n- work out:\n"),),
    "into a list": (
        ("- go to: inspect", "- go to: inner"),
        (
            '- when: found is "Not ours"\n    then:\n    - send: yours',
            '- when: found is "Not ours"\n    then:\n    - send: yours\n      id: inner',
        ),
    ),
    "a branch without an otherwise": (("  - otherwise: go on\n", ""),),
    "a way without then": (("    then:\n    - go to: inspect\n", ""),),
    "otherwise before the last": (
        ("- branch:\n", "- branch:\n  - otherwise: go on\n"),
        ("    - end: passed_on\n  - otherwise: go on\n", "    - end: passed_on\n"),
    ),
    "a way with when and otherwise": (("  - otherwise: go on", '  - otherwise: go on\n    when: found is "More"'),),
    "no beginning": (("- ask: report\n", '- ask: report\n  when: depth is "Deep"\n'),),
    "a branch with two ways and a loop": (("    - go to: inspect\n", "    - go to: sign_off\n"),),
    # Choices
    "a branch that leaves answers over": (
        ("  - otherwise: go on\n", '  - when: found is "Nothing"\n    then:\n    - end: nothing\n'),
    ),
    "two ways that both hold": (
        ('  - when: found is "More"\n    then:', '  - when: found is "More" or depth is "Deep"\n    then:'),
    ),
    "a way that can never hold": (
        ('  - when: found is "More"\n    then:', '  - when: found is "More" and found is "Nothing"\n    then:'),
    ),
    "a way that comes too late": (
        ('  - when: found is "More"\n    then:', '  - when: found is "More" or found is "Not ours"\n    then:'),
    ),
    "a branch whose otherwise takes nothing": (
        (
            "  - otherwise: go on\n",
            '  - when: found is one of "Mended", "Nothing"\n    then:\n    - send: late\n'
            "      to: highways\n  - otherwise: go on\n",
        ),
    ),
    "an otherwise that takes what is missing": (
        (
            "- work out:\n",
            "- branch:\n  - when: width > 5\n    then:\n    - send: late\n      to: highways\n"
            "  - otherwise: go on\n- work out:\n",
        ),
    ),
    "a table that leaves answers over": (("    -     | -     || soon ", "    -     | < 10  || soon "),),
    "a table with two rows for the same answers": (("hit: first", "hit: unique"),),
    "a table whose rows differ": (("hit: first", "hit: any"),),
    "a row that can never hold": (("    Deep  | >= 10", "    Shallow | >= 10"),),
    "a row that comes too late": (
        (
            "    Deep  | >= 10 || urgent   | 1 working day\n    -     | -     || soon     | 5 working days\n",
            "    -     | -     || soon     | 5 working days\n    Deep  | >= 10 || urgent   | 1 working day\n",
        ),
    ),
    "a table that collects what is no choice": (("hit: first", "hit: collect"),),
    "ends that leave answers over": (
        ("- end: nothing\n", '- end: nothing\n  when: found is "Nothing" and right is yes\n'),
    ),
    "a branch that goes by a sum": (
        (
            "- end: nothing\n",
            "- branch:\n  - when: width + width > 3\n    then:\n    - end: nothing\n"
            "  - when: width + width < 4\n    then:\n    - end: nothing\n",
        ),
    ),
    # Late lists
    "an ask in a late list": (
        ("  - hand to: parks", "  - ask: hurry\n    questions: {speed: {type: text, label: How fast}}"),
    ),
    "an end before the last of a late list": (("  - hand to: parks", "  - end: lapsed\n  - hand to: parks"),),
    "hand to outside a late list": (("- work out:", "- hand to: parks\n- work out:"),),
    "hand to nobody": (("- hand to: parks", "- hand to: park"),),
    "a late end that is not there": (("  - end: lapsed\n", "  - end: lapse\n"),),
    "a late letter that reads what may not be there": (("It was due by ((due))", "It was due by ((due)), ((found))"),),
    # Remarks
    "a message that nobody sends": (("    - send: yours\n      to: whose\n", ""),),
    "an outcome that nothing ends with": (("  - end: lapsed\n", "  - send: late\n    to: highways\n"),),
    "an outcome without an example": (
        ("  - after: 29 days\n  ends: lapsed\n", "  - more: {extra: It is deep}\n  ends: mended\n"),
    ),
}
