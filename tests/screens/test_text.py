"""Words for labels: ordinary ones stay as they are, and none becomes more than text."""

import pytest

from screens.text import JOINER, plain


@pytest.mark.parametrize(
    "words",
    ["Where is the pothole?", "Address line 2 (optional)", "10:30am - 4pm, £5", "Rūta’s “café”, 100% sure!", "A & B"],
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert plain(words) == words


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("![x](a.png)", r"!\[x\](a.png)"),
        ("<script>", r"\<script\>"),
        ("**bold** _it_ `c` ~~s~~ $x$", r"\*\*bold\*\* \_it\_ \`c\` \~\~s\~\~ \$x\$"),
        (":red[x] :smile: 9:30", r"\:red\[x\] \:smile: 9:30"),
        ("# not a heading", r"\# not a heading"),
        ("- not a list", r"\- not a list"),
        ("1. not a list", r"1\. not a list"),
        ("1) not a list", r"1\) not a list"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("two\n\nlines", "two lines"),
        ("a\\b", r"a\\b"),
    ],
)
def test_what_markdown_would_act_on_is_escaped(typed: str, escaped: str) -> None:
    assert plain(typed) == escaped


def test_an_address_becomes_no_link() -> None:
    assert plain("http://example.org") == f"http:{JOINER}//example.org"
    assert plain("www.example.org") == f"www.{JOINER}example.org"
