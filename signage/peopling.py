"""What `signage people` does: a way in again for whoever owns the machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from signage.clock import steady, wall
from signage.errors import NotFound, SignageError
from signage.journal.lock import hold
from signage.registry.audit import Audit
from signage.registry.devices import REGISTRY
from signage.registry.passwords import make_password
from signage.registry.people import People
from signage.registry.sessions import Sessions
from signage.verbs import Options, Told, actions_of


def add_actions(people: argparse.ArgumentParser) -> None:
    """The actions of `signage people`."""
    action = actions_of(people, required=True)
    action("list", "Who can sign in, and as what.")
    password = action(
        "password", "Make a new password for somebody who has none any more; stop the server first."
    )
    password.add_argument("login", help="the name that the person signs in with")


def run(options: Options) -> Told:
    """One action of `signage people`. Raises FolderBusy, NotFound or RegistryTrouble."""
    folder: Path = options.data
    if not (folder / REGISTRY).exists():
        raise SignageError(
            f"there is no hall in {folder} yet; start it once with: signage serve, or name --data"
        )
    if options.action == "password":
        with hold(folder):
            return _renewed(folder, options.login)
    rows = [
        {"login": one.login, "name": one.name, "role": one.role, "disabled": one.disabled}
        for one in People(folder, wall).every()
        if one.login is not None
    ]
    lines = [f"{row['login']:24} {row['role']:14} {row['name']}" for row in rows]
    return Told({"people": rows}, "\n".join(lines) or "Nobody yet: open the administrator's link.")


def _renewed(folder: Path, login: str) -> Told:
    people = People(folder, wall)
    person = people.by_login(login)
    if person is None:
        raise NotFound("person_unknown")
    if person.disabled:
        people.change(person.id, disabled=False)
    password = make_password()
    people.give(person.id, password, renew=True)
    Sessions(folder, steady, wall).end_of(person.id)
    Audit(folder, wall).write(
        who="signage people", kind="machine", name="", device="", address="",
        action="person.password", subject=person.id, after={"name": person.name},
    )  # fmt: skip
    told = f"{person.login} signs in with {password} and then chooses another."
    return Told({"login": person.login, "password": password}, told)
