"""Addresses of savings-and-credit groups."""

from django.urls import path

from tantam.web.groups import approving, board, contracts, forming, meetings, members, papers, views

_ROOM = "to-vay-von"
_GROUP = f"{_ROOM}/<int:group_id>"
_MEMBER = f"{_GROUP}/to-vien/<int:group_member_id>"

urlpatterns = [
    path(f"{_ROOM}/", views.groups, name="groups"),
    path(f"{_ROOM}/moi/", forming.new, name="group-new"),
    path(f"{_ROOM}/uy-thac/", contracts.entrustments, name="entrustments"),
    path(f"{_ROOM}/uy-thac/moi/", contracts.new_entrustment, name="entrustment-new"),
    path(f"{_ROOM}/hop-dong/<int:contract_id>/muc/", contracts.rate, name="contract-rate"),
    path(f"{_ROOM}/hop-dong/<int:contract_id>/ket-thuc/", contracts.end, name="contract-end"),
    path(f"{_GROUP}/", views.group, name="group"),
    path(f"{_GROUP}/trinh/", forming.ask_commune, name="group-ask"),
    path(f"{_GROUP}/phe-duyet/", approving.approve, name="group-approve"),
    path(f"{_GROUP}/tra-lai/", approving.give_back, name="group-return"),
    path(f"{_GROUP}/giai-the/", forming.dissolve, name="group-dissolve"),
    path(f"{_GROUP}/chuyen-uy-thac/", forming.transfer, name="group-transfer"),
    path(f"{_GROUP}/them-to-vien/", members.add, name="group-member-new"),
    path(f"{_MEMBER}/ra/", members.leave, name="group-member-leave"),
    path(f"{_MEMBER}/chuyen/", members.move, name="group-member-move"),
    path(f"{_GROUP}/ban-quan-ly/", board.elect, name="group-board"),
    path(f"{_GROUP}/quy-uoc/", board.convention, name="group-convention"),
    path(f"{_GROUP}/uy-nhiem/", contracts.authorise, name="group-authorise"),
    path(f"{_GROUP}/hop/moi/", meetings.new, name="group-meeting-new"),
    path(f"{_GROUP}/hop/<int:meeting_id>/", meetings.meeting, name="group-meeting"),
    path(f"{_GROUP}/hop/<int:meeting_id>/bien-ban.<str:file_kind>", papers.minutes, name="group-minutes"),
    path(f"{_GROUP}/danh-sach.<str:file_kind>", papers.members, name="group-member-list"),
    path(f"{_GROUP}/so-to.<str:file_kind>", papers.book, name="group-book"),
    path(f"{_GROUP}/hop-dong-<int:contract_id>.<str:file_kind>", papers.contract, name="group-contract"),
]
