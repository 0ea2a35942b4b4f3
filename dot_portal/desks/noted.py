"""On what a sending institution keeps notes and tags: its trainees, its cases, and hosts.

Never those who are one of the parties themselves: the trainee, and who works for the host.
"""

from accounts.coordinators.models import Coordinator, acts_for
from accounts.hosts.models import Host, acts_for_host
from accounts.trainees.models import Trainee
from accounts.users.models import User
from dot_portal.desks.hosts import hosts_seen_by
from mechanisms.notes.registry import Noted, register
from placements.applications.models import Application
from programme.codelists.models import Institution


def office_of_trainee(trainee: Trainee, user: User) -> Institution | None:
    own = trainee.user_id == user.pk
    return trainee.institution if not own and acts_for(user, trainee.institution_id) else None


def office_of_case(application: Application, user: User) -> Institution | None:
    return application.institution if "coordinator" in application.parties_of(user) else None


def office_of_reader(host: Host, user: User) -> Institution | None:
    mine = Coordinator.objects.admitted().select_related("institution").filter(user=user).first()
    return mine.institution if mine and not acts_for_host(user, host.pk) else None


register(
    "trainees.Trainee",
    Noted(rows=lambda user: Trainee.objects.visible_to(user).select_related("institution"), keeper=office_of_trainee),
)
register(
    "applications.Application",
    Noted(rows=lambda user: Application.objects.visible_to(user).with_parties(), keeper=office_of_case),
)
register("hosts.Host", Noted(rows=hosts_seen_by, keeper=office_of_reader))
