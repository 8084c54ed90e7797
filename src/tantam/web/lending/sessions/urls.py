"""Addresses of transaction points and their sessions."""

from django.urls import path

from tantam.web.lending.sessions import calendar, closing, money, papers, points, reversing, session, sheet

_ROOM = "phien-giao-dich"
_POINT = f"{_ROOM}/diem/<int:point_id>"
_SESSION = f"{_ROOM}/<int:session_id>"

urlpatterns = [
    path(f"{_ROOM}/", calendar.sessions, name="sessions"),
    path(f"{_ROOM}/diem/", points.points, name="points"),
    path(f"{_ROOM}/diem/moi/", points.new, name="point-new"),
    path(f"{_POINT}/", points.edit, name="point-edit"),
    path(f"{_POINT}/to/", points.groups, name="point-groups"),
    path(f"{_POINT}/den-han/", calendar.due, name="point-due"),
    path(f"{_POINT}/bang-ke.<str:file_kind>", papers.sheets, name="point-sheets"),
    path(f"{_POINT}/mo-phien/", calendar.new, name="session-new"),
    path(f"{_SESSION}/", session.session, name="session"),
    path(f"{_SESSION}/to/<int:group_id>/", sheet.sheet, name="session-sheet"),
    path(f"{_SESSION}/thu-no/", money.repayment, name="session-repayment"),
    path(f"{_SESSION}/giai-ngan/", money.disbursement, name="session-disburse"),
    path(f"{_SESSION}/tien-gui/", money.savings, name="session-savings"),
    path(f"{_SESSION}/khoa-phien/", closing.close, name="session-close"),
    path(f"{_SESSION}/bien-ban.<str:file_kind>", papers.minutes, name="session-minutes"),
    path(f"{_ROOM}/chung-tu/<int:voucher_id>/", session.voucher, name="voucher"),
    path(f"{_ROOM}/chung-tu/<int:voucher_id>/dao/", reversing.reverse_one, name="voucher-reverse"),
    path(f"{_ROOM}/chung-tu/<int:voucher_id>/bien-lai.<str:file_kind>", papers.voucher_receipt, name="voucher-receipt"),
]
