"""What is said about one kind of mistake."""

import attrs


@attrs.frozen
class Entry:
    """What is said about one kind of mistake: in English, in Chinese, why it matters, and the general cure."""

    message: str
    message_zh: str
    why: str
    cure: str
