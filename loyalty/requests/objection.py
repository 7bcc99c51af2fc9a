"""A reason why an application is refused."""

from collections.abc import Mapping

import attrs

from loyalty.words import Names


@attrs.frozen
class Objection:
    """One term that an application does not fulfil; a refusal tells all of them at once.

    Attributes:
        code: which term it is: ``paused``, ``tier``, ``kind``, ``when``, ``needs``, ``start``, ``lead``,
            ``companions``, ``capacity``, ``not-eligible``, or the id of a condition under ``refuse``.
        texts: the term and what is wrong, as a sentence by language (``zh``, ``en``).
        where: ``file:line`` of the term.
        facts: the figures in it, by name.
    """

    code: str
    texts: Names = attrs.field(factory=dict)
    where: str = ""
    facts: Mapping[str, object] = attrs.field(factory=dict)
