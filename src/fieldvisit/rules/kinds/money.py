"""`money`: which payments the collector may take, and what the receipt must say.

`cash = "forbidden"`: nothing goes through the collector's hands; only payments by transfer, the
lender's app, a wallet, a card or at a counter pass. `cash = "receipt"`: what goes through the
collector's hands needs a receipt with every field under `receipt`; with `numbering` its number is a
whole number, and follows the one in `previous` when that is stated. The receipt is due when money
is taken; with `within = "before_leaving"` when the visit is closed, and before that it may be
missing but not half written. `extra_fee = "forbidden"`: no
part of a payment may be a `fee` beyond the debt. A payment that does not say how it is made is
treated as cash. Closing a visit without a payment is no matter of these rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Payment
from fieldvisit.rules.scene import Scene

_PAST_THE_HANDS = ("transfer", "lender_app", "wallet", "card", "counter")
"""Ways of paying that do not go through the collector's hands, as outcomes name them."""
_CASH = ("", "receipt", "forbidden")
_NUMBERED = "preprinted_consecutive"
_LATER = "before_leaving"


@frozen
class Money:
    """`cash` is empty where the rule lets it pass; `receipt` are the fields that it must have."""

    cash: str = ""
    extra_fee: str = ""
    receipt: tuple[str, ...] = ()
    numbering: str = ""
    within: str = ""


def read(table: Table) -> Money:
    """The fields of the kind; raises BadInput when they forbid and demand nothing."""
    money = Money(
        cash=table.one_of("cash", _CASH[1:], ""),
        extra_fee=table.one_of("extra_fee", ("forbidden",), ""),
        receipt=table.names("receipt", names.RECEIPT),
        numbering=table.one_of("numbering", (_NUMBERED,), ""),
        within=table.one_of("within", (_LATER,), ""),
    )
    if not (money.cash or money.extra_fee):
        raise table.wrong("cash", N_("{file}, line {line}: {key} or extra_fee is missing."))
    for key in ("receipt", "numbering", "within"):
        if getattr(money, key) and money.cash != "receipt":
            phrase = N_('{file}, line {line}: {key} goes with cash = "receipt" only.')
            raise table.wrong(key, phrase)
    return money


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the payment may not be taken so, or its receipt is not complete."""
    money: Money = rule.own
    paid = scene.facts.action.money
    if paid is None and scene.facts.action.kind == "close_visit":
        return None
    if money.extra_fee and paid is not None and _amount(paid.fee) != 0:
        said = N_("No fee beyond the debt may be taken.")
        return reason_of(rule, scene, Phrase(said), clears=Phrase(N_("Leave the fee out.")))
    if not money.cash or (paid is not None and paid.how in _PAST_THE_HANDS):
        return None
    if money.cash == "forbidden":
        return _by_hand(rule, scene)
    return _without_receipt(rule, scene, paid)


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """When money is taken whose receipt may follow: that it must be there before leaving."""
    money: Money = rule.own
    paid = scene.facts.action.money
    hands_over = paid is None or paid.how not in _PAST_THE_HANDS
    if scene.facts.action.kind != "take_money" or not (money.within and hands_over):
        return None
    said = Phrase(N_("Hand over a receipt before you leave: {fields}."), _fields(money.receipt))
    return reason_of(rule, scene, said)


def document(money: Money) -> dict[str, object]:
    """The fields as the file writes them."""
    fields = {
        "cash": money.cash,
        "extra_fee": money.extra_fee,
        "receipt": list(money.receipt),
        "numbering": money.numbering,
        "within": money.within,
    }
    return {key: value for key, value in fields.items() if value}


def loosens(parent: Money, child: Money) -> str:
    """The key by which the child lets more money be taken, or with a lesser receipt."""
    has_receipt = child.cash == "receipt"
    less = {
        "cash": _CASH.index(child.cash) < _CASH.index(parent.cash),
        "extra_fee": bool(parent.extra_fee) and not child.extra_fee,
        "receipt": has_receipt and not set(parent.receipt) <= set(child.receipt),
        "numbering": has_receipt and bool(parent.numbering) and not child.numbering,
        "within": has_receipt and bool(child.within) and not parent.within,
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _by_hand(rule: Rule, scene: Scene) -> Reason:
    paid = scene.facts.action.money
    if scene.facts.action.kind == "close_visit" and paid is not None and not paid.how:
        said = N_("The record does not say how the money was paid, so it counts as cash.")
        clears = N_("Correct the record: say how it was paid.")
    else:
        said = N_("Take no money yourself.")
        clears = N_("Let the borrower pay by transfer, card, app or at a counter.")
    return reason_of(rule, scene, Phrase(said), clears=Phrase(clears))


def _without_receipt(rule: Rule, scene: Scene, paid: Payment | None) -> Reason | None:
    money: Money = rule.own
    receipt = paid.receipt if paid is not None else {}
    if money.within and scene.facts.action.kind == "take_money" and not receipt:
        return None
    missing = tuple(each for each in money.receipt if receipt.get(each) in (None, "", False))
    clears = Phrase(N_("Write the receipt, hand it over, and record what it says."))
    if missing or not receipt:
        said = Phrase(N_("The receipt lacks: {fields}."), _fields(missing or ("number",)))
        return reason_of(rule, scene, said, clears=clears, wants="receipt")
    if money.numbering and not _is_numbered(receipt):
        said = Phrase(N_("The number of the receipt does not follow the one before."))
        return reason_of(rule, scene, said, clears=clears, wants="receipt")
    return None


def _is_numbered(receipt: Mapping[str, Any]) -> bool:
    number, previous = _whole(receipt.get("number")), receipt.get("previous")
    return number is not None and (previous is None or _whole(previous) == number - 1)


def _whole(value: Any) -> int | None:
    written = str(value)
    return int(written) if written.isascii() and written.isdigit() else None


def _amount(written: str) -> Decimal:
    """The amount; what cannot be read counts as some money."""
    try:
        return Decimal(written or "0")
    except InvalidOperation:
        return Decimal(1)


def _fields(fields: tuple[str, ...]) -> dict[str, object]:
    return {"fields": tuple(names.RECEIPT[each] for each in fields)}


KIND = Kind(
    name="money",
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    document=document,
    actions=(),
    beyond=("take_money", "close_visit"),
)
