"""GOV.UK Pay, as a stub answers that behaves as it does, and misbehaves."""

from collections.abc import Iterator

import httpx
import pytest

from engine.ports import Failed, Later, Payment
from outside.govuk_pay import GovUkPay, PaySettings, client, is_theirs
from tests.outside.stubs.pay import KEY, SECRET, Pay, serving

FEE = ("ROA-1 fee.1", 1000, 'Mend a <road> | "Elm Hill", ROA-1', "https://forms.example.gov.uk/paid/ROA-1")


@pytest.fixture
def pay() -> Iterator[Pay]:
    with serving() as stub:
        yield stub


@pytest.fixture
def theirs(pay: Pay) -> GovUkPay:
    return GovUkPay(http(pay))


def http(pay: Pay, key: str = KEY) -> httpx.Client:
    """As it is wired, but less patient."""
    reached = client(PaySettings(key, SECRET, pay.address))
    reached.timeout = httpx.Timeout(0.3)
    return reached


def test_a_payment_is_begun_with_what_the_payer_and_the_council_see(pay: Pay, theirs: GovUkPay) -> None:
    begun = theirs.begin(*FEE, email="z@example.org", language="cy")

    assert begun == Payment(pay.only(), "open", 1000, "ROA-1 fee.1", begun.next_url)
    assert begun.next_url.startswith(f"{pay.address}/secure/")
    told = pay.payments[begun.id]
    assert (told["email"], told["language"]) == ("z@example.org", "cy")
    assert told["description"] == "Mend a  road     Elm Hill , ROA-1", "their firewall takes no such characters"
    assert pay.keys == ["ROA-1 fee.1"]


@pytest.mark.parametrize(
    ("button", "state", "why"),
    [
        ("pay", "taken", ""),
        ("cancel", "failed", "The payment was cancelled by the person paying"),
        ("refuse", "failed", "The card was not accepted"),
    ],
)
def test_a_look_says_how_it_ended(pay: Pay, theirs: GovUkPay, button: str, state: str, why: str) -> None:
    id = theirs.begin(*FEE).id
    pay.press(id, button)

    assert theirs.look(id) == Payment(id, state, 1000, "ROA-1 fee.1", "", why)


@pytest.mark.parametrize("status", ["created", "started", "submitted", "capturable", "something new"])
def test_what_has_not_ended_is_open(pay: Pay, theirs: GovUkPay, status: str) -> None:
    id = theirs.begin(*FEE).id
    pay.payments[id]["state"]["status"] = status

    assert theirs.look(id).state == "open"


def test_a_payment_whose_answer_was_lost_is_found_by_our_key(pay: Pay, theirs: GovUkPay) -> None:
    pay.faults.append("lost")
    with pytest.raises(Later):
        theirs.begin(*FEE)
    pay.press(pay.only(), "pay")

    found = theirs.find("ROA-1 fee.1")

    assert found and (found.id, found.state) == (pay.only(), "taken")
    assert theirs.find("ROA-1 fee.2") is None


def test_of_two_under_one_key_the_one_that_was_paid_is_found(pay: Pay, theirs: GovUkPay) -> None:
    first, second = theirs.begin(*FEE).id, theirs.begin(*FEE).id
    pay.press(first, "cancel")
    pay.press(second, "pay")

    found = theirs.find(FEE[0])

    assert first != second, "it heeds no key for payments on the web"
    assert found and found.id == second


def test_where_it_says_that_our_key_was_used_that_payment_is_ours(pay: Pay, theirs: GovUkPay) -> None:
    pay.keeps_keys = True
    first = theirs.begin(*FEE)

    assert theirs.begin(*FEE).id == first.id
    pay.lags = True
    with pytest.raises(Later):
        theirs.begin(*FEE)


@pytest.mark.parametrize("fault", ["slow", "429", "500", "half", "reset"])
def test_what_may_pass_is_to_be_tried_again(pay: Pay, theirs: GovUkPay, fault: str) -> None:
    id = theirs.begin(*FEE).id
    pay.faults.append(fault)

    with pytest.raises(Later) as raised:
        theirs.look(id)

    assert raised.value.after == (2.0 if fault == "429" else None)
    assert theirs.look(id).state == "open"


def test_a_key_that_it_does_not_accept_is_for_the_people_who_set_it(pay: Pay) -> None:
    with pytest.raises(Failed, match="WHERRY_PAY_KEY"):
        GovUkPay(http(pay, "another key")).begin(*FEE)


def test_what_it_refuses_is_told_with_its_field(theirs: GovUkPay) -> None:
    with pytest.raises(Failed, match="P0102, amount, Must be more than"):
        theirs.begin("ROA-1 fee.1", 0, "Nothing", FEE[3])


def test_a_council_without_a_key_does_not_use_it() -> None:
    assert PaySettings.from_environment({}) is None
    assert PaySettings.from_environment({"WHERRY_PAY_KEY": " api_test_1 "}) == PaySettings("api_test_1")


@pytest.mark.parametrize("told", [{"WHERRY_PAY_SECRET": "s"}, {"WHERRY_PAY_KEY": "Bearer api_test_1"}])
def test_what_is_set_wrongly_is_said(told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="WHERRY_PAY_KEY"):
        PaySettings.from_environment(told)


def test_only_a_message_signed_with_our_secret_is_theirs(pay: Pay, theirs: GovUkPay) -> None:
    body, signature = pay.message(theirs.begin(*FEE).id)

    assert is_theirs(SECRET, body, signature)
    assert not is_theirs(SECRET, body + b" ", signature)
    assert not is_theirs("another secret", body, signature)
    assert not is_theirs(SECRET, body, "")
    assert not is_theirs("", body, signature)
