"""Kinds of requests: what a domain calls a question, and what must be said to ask it."""

from typing import Literal

import attrs

from loyalty.words import Names

Need = Literal["benefit", "start"]
"""What a request may have to say: which benefit of them, and from when."""


@attrs.frozen(eq=False)
class RequestKind:
    """A kind of request, for example an admission.

    Attributes:
        name: ``plugin.word``.
        benefits: the kinds of benefits that it asks for; all others do not apply to it.
        needs: what the request must say.
        names: what people call it.
        plugin: who declares it.
    """

    name: str
    benefits: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    names: Names = attrs.field(factory=dict)
    plugin: str = ""
