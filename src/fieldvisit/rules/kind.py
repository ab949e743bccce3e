"""What the engine asks of a kind of rule. One file in `kinds/` gives one `Kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase, opening
from fieldvisit.rules.intervals import Interval
from fieldvisit.rules.names import CHANNELS
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

Read = Callable[[Table], Any]
"""Takes the rule's table and gives its own fields; keys that it does not ask for are an error."""
Speak = Callable[[Rule, Scene], Reason | None]
"""The reason when the rule has something to say about the action, else None."""
Opens = Callable[[Rule, Scene, datetime, datetime], list[Interval]]
"""When the action may begin between two instants, for kinds that depend on the clock."""
Loosens = Callable[[Any, Any], str]
"""The key by which the second rule's own fields allow more than the first's, else empty."""


@frozen
class Kind:
    """A kind of rule. `channels` is the key that names the actions it looks at,
    `document` gives a rule's own fields back as a file writes them.

    `actions` are those that `on` may name, `usual` the ones meant when it is missing (empty: all
    of them); `beyond` are looked at whatever `on` says. `reminds` is asked when the rule does not
    speak: what it asks for while the action goes on. `texts` are the words per language among the
    rule's own fields. `daily` says that `opens` goes from date to date, so that it costs more the
    further it looks.
    """

    name: str
    read: Read
    speak: Speak
    loosens: Loosens
    document: Callable[[Any], dict[str, object]]
    opens: Opens | None = None
    daily: bool = False
    channels: str = "on"
    actions: tuple[str, ...] = CHANNELS
    usual: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    reminds: Speak | None = None
    texts: Callable[[Any], Iterable[Texts]] = lambda _own: ()

    def named(self, on: Iterable[str]) -> dict[str, list[str]]:
        """The actions as a file names them; nothing when it could not name any."""
        actions = [each for each in on if each not in self.beyond]
        return {self.channels: actions} if actions else {}


def reason_of(rule: Rule, scene: Scene, said: Phrase, **more: Any) -> Reason:
    """A reason that carries the rule's effect, mark, source and words.

    `more` are further fields of it; with `opens_at` and the `zone` whose clock was read it also
    says when it opens.
    """
    if opens_at := more.get("opens_at"):
        more["opens"] = opening(opens_at, scene.at, more["zone"])
    return Reason(
        rule=rule.id,
        pack=scene.pack.id,
        effect=rule.effect,
        mark=rule.mark,
        source=rule.source,
        override=rule.override,
        rule_text=rule.text,
        said=said,
        **more,
    )
