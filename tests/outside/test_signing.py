"""Signatures: what one side signs the other believes, and nothing else, and not for long."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outside.signing import APART, ID, SIGNATURE, TIMESTAMP, check, key_of, sign

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32
BODY = b'{"case": "POT-1"}'


def test_it_signs_as_standard_webhooks_does() -> None:
    """The example that the standard's own libraries are tested with."""
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = sign([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at)

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(body=st.binary(max_size=200), id=st.from_regex(r"[A-Za-z0-9_-]{1,100}", fullmatch=True))
def test_what_is_signed_is_believed(body: bytes, id: str) -> None:
    assert check([KEY], sign([KEY], id, body, NOW), body, NOW) == (id, "")


@given(body=st.binary(max_size=200))
def test_another_body_is_not(body: bytes) -> None:
    assert (check([KEY], sign([KEY], "one", BODY, NOW), body, NOW)[0] == "one") == (body == BODY)


@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
@pytest.mark.parametrize(
    "changed", ["", "x", "v1,AAAA", "1", "one.1", "É", "v1," + "A" * 43 + "=", " ".join(["v1,x"] * 900)]
)
def test_no_header_can_be_changed_or_left_out(name: str, changed: str) -> None:
    headers = sign([KEY], "one", BODY, NOW) | {name: changed}
    assert check([KEY], headers, BODY, NOW)[0] == ""

    del headers[name]
    assert check([KEY], headers, BODY, NOW)[0] == ""


@pytest.mark.parametrize("sign_of", [1, -1])
def test_it_is_believed_for_five_minutes_on_either_side(sign_of: int) -> None:
    headers = sign([KEY], "one", BODY, NOW)

    assert check([KEY], headers, BODY, NOW + sign_of * APART) == ("one", "")
    id, why = check([KEY], headers, BODY, NOW + sign_of * (APART + timedelta(seconds=1)))
    assert (id, why.startswith("webhook-timestamp is 301 seconds")) == ("", True)


def test_secrets_are_changed_without_a_gap() -> None:
    """First the checker knows both, then the signer signs with both or with the new one alone."""
    for signer, checker in (([KEY], [OTHER, KEY]), ([OTHER, KEY], [KEY]), ([OTHER], [OTHER, KEY])):
        assert check(checker, sign(signer, "one", BODY, NOW), BODY, NOW) == ("one", "")
    assert check([OTHER], sign([KEY], "one", BODY, NOW), BODY, NOW)[0] == ""
    assert check([], sign([KEY], "one", BODY, NOW), BODY, NOW)[0] == ""


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_é", "whsec_" + "A" * 200]
)
def test_a_secret_that_could_be_guessed_is_none(secret: str) -> None:
    with pytest.raises(ValueError, match="A secret is whsec_"):
        key_of(secret)
