"""The council of the matrix: its teams, three services, and what the oracle knows of them."""

from tests.matrix.oracle import Service, Step

ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways, parks: Parks, legal: Legal services, finance: Finance}
partners: {police: Norfolk Constabulary, rail: The railway, water: The water company}
groups: {diggers: [parks, water]}
"""
COUNCIL = frozenset({"highways", "parks", "legal", "finance"})
PARTNERS = frozenset({"police", "rail", "water"})
TOP = """\
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
"""
#: Every kind of task is open at once after `triage`.
MEND = f"""\
service: mend
title: Mend a road
owner: highways
starts: anyone
reference: MND
contact: [email]
list as: ((place))
{TOP}deadline: {{within: 60 days, may extend: 10 days}}
withdraw: until decide
reopen: {{who: legal, within: 28 days, at: decide}}
close early: {{who: highways, as: [stopped]}}
steps:
- ask: report
  questions:
    place: {{type: text, label: Where is it}}
    email: {{type: email, label: Email}}
    expert: {{type: email, label: Who knows more}}
    health: {{type: text, label: Health, sensitive: yes}}
    holes:
      type: list
      label: Holes
      item: hole
      questions: {{size: {{type: text, label: Size}}}}
- ask: triage
  who: highways
  questions: {{urgency: {{type: text, label: How urgent}}}}
- make: letter
- together:
    road:
    - ask: inspect
      who: highways
      due: {{within: 30 days, may extend: 5 days}}
      questions: {{found: {{type: text, label: What was found}}}}
    force:
    - ask: known
      who: police
      sees: [place, health, holes]
      questions: {{recorded: {{type: text, label: What is known, sensitive: yes}}}}
    word:
    - ask: opinion
      who: expert
      sees: [urgency]
      questions: {{opinion_given: {{type: text, label: Opinion}}}}
    theirs:
    - ask: more
      questions: {{depth: {{type: text, label: How deep}}}}
    visits:
    - for each: hole in holes
      may add: yes
      steps:
      - ask: visit
        who: parks
        questions: {{deep: {{type: text, label: Deep}}}}
- ask: decide
  who: legal
  not whoever did: [triage]
  sees: [health]
  questions: {{verdict: {{type: text, label: Verdict}}}}
- ask: track
  who: rail
  sees: [place]
  when: verdict is "Rail"
  questions: {{line: {{type: text, label: Line}}}}
- send: told
  to: applicant
- end: mended
messages:
  told: {{subject: Your report, body: 'About ((place)): ((verdict)).'}}
documents:
  letter: {{title: A letter, body: 'This is about ((place)).'}}
outcomes:
  mended: {{title: It is mended}}
  stopped: {{title: It was stopped}}
  withdrawn: {{title: You took it back}}
"""
FELL = f"""\
service: fell
title: Fell a tree
owner: parks
starts: [parks, police]
reference: FEL
contact: [email]
list as: ((tree))
{TOP}reopen: {{who: applicant, within: 28 days, at: look}}
steps:
- ask: ask_for
  questions:
    tree: {{type: text, label: Which tree}}
    email: {{type: email, label: Email}}
- ask: look
  who: legal
  questions: {{rights: {{type: text, label: Rights, sensitive: yes}}}}
- ask: agree
  who: water
  sees: [tree]
  questions: {{pipes: {{type: text, label: Pipes}}}}
- end: felled
outcomes:
  felled: {{title: It is felled}}
"""
DIG = f"""\
service: dig
title: Dig a hole
owner: highways
starts: staff
reference: DIG
contact: [email]
list as: ((field_name))
{TOP}steps:
- ask: ask_for
  questions:
    field_name: {{type: text, label: Which field}}
    email: {{type: email, label: Email}}
    whose: {{type: team, label: Whose work, of: diggers}}
- ask: dig
  who: whose
  sees: [field_name]
  questions: {{ground: {{type: text, label: Ground}}}}
- end: dug
outcomes:
  dug: {{title: It is dug}}
"""
FILES = {"mend": MEND, "fell": FELL, "dig": DIG}
EXPERT = "guest:expert"


def step(who: str, asks: str, sees: str = "", apart: str = "") -> Step:
    return Step(who, frozenset(asks.split()), frozenset(sees.split()), tuple(apart.split()))


SERVICES = {
    "mend": Service(
        "mend", "highways", frozenset({"anyone"}),
        {
            "report": step("applicant", "place email expert health holes"),
            "triage": step("highways", "urgency"), "inspect": step("highways", "found"),
            "known": step("police", "recorded", "place health holes"),
            "opinion": step(EXPERT, "opinion_given", "urgency"),
            "more": step("applicant", "depth"), "visit": step("parks", "deep"),
            "decide": step("legal", "verdict", "health", "triage"), "track": step("rail", "line", "place"),
        },
        frozenset({"health", "recorded"}), "decide", "legal", "highways", frozenset({"inspect", "deadline"}),
    ),
    "fell": Service(
        "fell", "parks", frozenset({"parks", "police"}),
        {"ask_for": step("applicant", "tree email"), "look": step("legal", "rights"),
         "agree": step("water", "pipes", "tree")},
        frozenset({"rights"}), reopens="applicant",
    ),
    # Whose work it is says an answer: nobody is named before it is given.
    "dig": Service(
        "dig", "highways", frozenset({"staff"}),
        {"ask_for": step("applicant", "field_name email whose"), "dig": step("(answer)", "ground", "field_name")},
    ),
}  # fmt: skip
