"""The requests of one member that wait for a decision."""

from loyalty.engine.core.requesting import Requesting
from loyalty.engine.request_wording import waiting
from loyalty.engine.telling import where
from loyalty.members.account import ASKED_AT, ENDS, NEVER, REQUEST, ROLES, VOTES, Account
from loyalty.requests import OpenRequest
from loyalty.requests.approval import ROLE, WHO, YES


def open_requests(core: Requesting, account: Account) -> tuple[OpenRequest, ...]:
    """Return the open requests: those that expire first, then by when they were made."""
    order = sorted((record[ENDS], record[ASKED_AT], name) for name, record in account.requests.items())
    return tuple(_open(core, account, name) for *_key, name in order)


def _open(core: Requesting, account: Account, name: str) -> OpenRequest:
    record = account.requests[name]
    rule, version = core.rule(record), core.applications(record[ASKED_AT]).version
    missing = rule.approval.missing(record[ROLES], record[VOTES])
    expires = None if record[ENDS] >= NEVER else version.zone.local(record[ENDS])
    people = [((vote[WHO], vote[ROLE]), vote[YES]) for vote in record[VOTES]]
    return OpenRequest(
        request=record[REQUEST],
        id=name,
        member=account.member,
        opened_at=version.zone.local(record[ASKED_AT]),
        expires_at=expires,
        missing=missing,
        yes=tuple(person for person, yes in people if yes),
        no=tuple(person for person, yes in people if not yes),
        texts=waiting(version, missing, expires),
        where=where(version, rule.path),
    )
