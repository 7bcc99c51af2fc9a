"""Build who decides a request: roles, several people, more of them above an amount, a committee."""

from fractions import Fraction

from loyalty.config.build.context import Build
from loyalty.config.build.forms import Form
from loyalty.config.build.roles import check_role, check_roles
from loyalty.config.findings import shown
from loyalty.config.raw.request import RawAbove, RawCommittee, RawRequest
from loyalty.requests.approval import Above, Approval, Committee
from loyalty.words import Path

PEOPLE_MAX = 1_000
"""The most people who decide one request in one role."""
PARTS, DIGITS = 2, 3
"""Of a fraction such as 2/3."""
HALF = '`majority = "1/2"` (more than half), or `yes = 3`'


def approval(build: Build, raw: RawRequest, form: Form, path: Path) -> Approval:
    """Return who must approve a request."""
    above = tuple(_above(build, one, form, (*path, "above", place)) for place, one in enumerate(raw.above))
    _check_named(build, raw.approve_by, (*path, "approve_by"))
    if raw.approvals is not None and not (raw.approve_by or raw.above):
        message = "`approvals` counts the people of each role of `approve_by`, and there is none"
        build.report("LOY229", message, (*path, "approvals"), '`approve_by = ["office"]`', key=True)
    committee = None if raw.committee is None else _committee(build, raw.committee, (*path, "committee"))
    if committee is not None and committee.role in {*raw.approve_by, *(role for one in above for role in one.roles)}:
        message = f"`{shown(committee.role)}` approves alone and votes in the committee"
        build.report("LOY424", message, (*path, "committee", "role"), "two roles")
    if raw.requester is not None and not (raw.approve_by or committee or above):
        message = "nobody is asked, so it makes no difference who applies"
        build.report("LOY230", message, (*path, "requester"), '`approve_by = ["office"]`', key=True)
    people = 1 if raw.approvals is None else _counted(build, raw.approvals, (*path, "approvals"))
    return Approval(
        raw.approve_by, people, committee, above, form.field(raw.requester, "requester", frozenset({"text"}))
    )


def _check_named(build: Build, roles: tuple[str, ...], path: Path) -> None:
    for place, role in enumerate(roles):
        if not role.strip():
            at = (*path, place) if len(roles) > 1 else path
            build.report("LOY235", "an empty word in `approve_by`", at, "a role")
    check_roles(build, roles, path)


def _above(build: Build, raw: RawAbove, form: Form, path: Path) -> Above:
    _check_named(build, raw.approve_by, (*path, "approve_by"))
    if not raw.approve_by:
        build.report("LOY235", "`approve_by` lists nobody", (*path, "approve_by"), '`approve_by = ["director"]`')
    if (raw.over is None) is (raw.at_least is None):
        message = "one of `over`, which leaves its amount out, and `from`, which takes it in, is needed"
        build.report("LOY229", message, path, '`over = "10_000"`')
    limit, key = (raw.over, "over") if raw.over is not None else (raw.at_least, "from")
    amount = form.field(raw.amount, "amount", frozenset({"money"}), (*path, "amount"))
    least = 0 if limit is None else build.money(limit, (*path, key), 0)
    return Above(amount or "", least, raw.over is None, raw.approve_by)


def _committee(build: Build, raw: RawCommittee, path: Path) -> Committee:
    members = _counted(build, raw.members, (*path, "members"))
    quorum = build.whole(raw.quorum, (*path, "quorum"))
    yes = None if raw.yes is None else build.whole(raw.yes, (*path, "yes"))
    majority = None if raw.majority is None else _majority(build, raw.majority, (*path, "majority"))
    if (raw.majority is None) is (raw.yes is None):
        build.report("LOY229", "a committee decides by `majority` or by `yes`, one of the two", path, HALF)
    for key, count in (("quorum", quorum), ("yes", yes)):
        if count is not None and count > members and raw.members not in build.broken:
            message = f"`{key}` is {count}, and the committee has {members} members"
            build.report("LOY423", message, (*path, key), f"at most `{members}`")
    if not raw.role.strip():
        build.report("LOY235", "the committee has no role", (*path, "role"), '`role = "committee"`')
    check_role(build, raw.role, (*path, "role"))
    return Committee(raw.role, members, quorum, majority, yes)


def _counted(build: Build, raw: int | str, path: Path) -> int:
    """Read a number of people, of whom each is remembered."""
    count = build.whole(raw, path)
    if count > PEOPLE_MAX:
        build.report("LOY225", f"this must be at most {PEOPLE_MAX}", path, f"`{PEOPLE_MAX}` or less")
        return 1
    return count


def _majority(build: Build, raw: object, path: Path) -> Fraction:
    """Read a share such as ``1/2``, ``50%`` or 0.5."""
    parts = raw.split("/") if isinstance(raw, str) else []
    if len(parts) == PARTS and all(part.isascii() and part.isdigit() and len(part) <= DIGITS for part in parts):
        share = Fraction(int(parts[0]), int(parts[1]) or 1)
    else:
        share = build.number(raw, path, None)
    if not 0 <= share < 1 and raw not in build.broken:
        build.report("LOY423", "no vote could be carried: more than this share is needed", path, '`"1/2"`')
    return share
