"""What an export says of itself, to whoever opens it years later and has only the folder."""

README = """\
# An export of Wherry

Everything that was kept of every case, in formats that any program reads. All text is UTF-8.
All times are ISO 8601 in UTC. A `.jsonl` file has one JSON record on each line.

Whoever reads this folder reads every case, so keep it as you would keep the cases.

| file | what is in it |
|---|---|
| `index.csv` | every case on one line, and the file that it is in |
| `cases/SERVICE.jsonl` | every case of a service, one on each line |
| `files/REFERENCE/` | the files of a case: what people uploaded, and letters that were made |
| `published/SERVICE/NUMBER/` | the definition of a service, as it was published: YAML |
| `published/versions.jsonl` | when each was published, by whom and why |
| `drafts/` | definitions that are being written |
| `staff.jsonl` | who signs in, with teams and roles. No passwords |
| `erased.jsonl` | cases that were erased: only their reference and last hash are left |
| `audit.jsonl` | who was refused something, and who read something sensitive |
| `SHA256SUMS` | the hash of every file. It is written last: where it is missing, the export is not whole |

To check that nothing was changed: `sha256sum --check SHA256SUMS`

## A case
| name | what it is |
|---|---|
| `practice` | true where the case was only for trying things out. Leave those out of any count |
| `version` | which version of the service it followed: see `published/` for the words of its questions |
| `answers` | by the step that asked, then by the question's id |
| `answers_set_aside` | answers that no longer counted, because the case went back to an earlier step |
| `parties` | the people and organisations of the case, each with a role |
| `documents` | what was written for the case, as plain text |
| `files` | each with its `path` in this folder, "" where the bytes were missing, and its hash |
| `messages` | what was written to people, and what became of it |
| `effects` | what was to be done outside, such as a message to send, and whether it was: see below |
| `payments` | what people began to pay online, and how that ended: see below |
| `notes` | what staff wrote for one another |
| `history` | everything that happened, in order: who did what, when, and each single `event` of it |

`actor` is who did something: the id of somebody in `staff.jsonl`, or "applicant", "clock" or the like.
Of an effect, `at` is since when it was wanted, `state` whether it was done, `due` when it was done or is tried next,
`tries` how often it was tried, `why` what went wrong last, and `known_as` what the outside calls it. Of a payment,
`amount` is in pence, `begun` when it was begun, and `id` what the payment service calls it. What staff recorded by
hand is a `PaymentTaken` in the history.
Where `erased` is true, names and answers were taken out of that part of the history.

Left out: what residents had typed and not yet sent, passwords, and who was signed in.
"""
