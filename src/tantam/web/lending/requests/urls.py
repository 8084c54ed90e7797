"""Addresses of requests for loans."""

from django.urls import path

from tantam.web.lending.requests import bank, bringing, confirming, establishments, papers, using, views

_ROOM = "to-vay-von/de-nghi-vay"
_LIST = f"{_ROOM}/<int:request_list_id>"
_USE = "to-vay-von/su-dung-von"

urlpatterns = [
    path(f"{_ROOM}/", views.lists, name="request-lists"),
    path(f"{_ROOM}/truc-tiep/", bringing.direct, name="request-direct"),
    path(f"{_ROOM}/co-so/<int:establishment_id>/", establishments.new, name="request-establishment"),
    path("to-vay-von/<int:group_id>/de-nghi-vay/moi/", bringing.new, name="request-new"),
    path(f"{_LIST}/", views.request_list, name="request-list"),
    path(f"{_LIST}/them/", bringing.add, name="request-add"),
    path(f"{_LIST}/rut/<int:request_id>/", bringing.withdraw, name="request-withdraw"),
    path(f"{_LIST}/binh-xet/", bringing.vote, name="request-vote"),
    path(f"{_LIST}/gui-lai/", bringing.send_again, name="request-send-again"),
    path(f"{_LIST}/xac-nhan/", confirming.confirm, name="request-confirm"),
    path(f"{_LIST}/tra-lai/", confirming.give_back, name="request-return"),
    path(f"{_LIST}/kiem-tra/", bank.check, name="request-check"),
    path(f"{_LIST}/phe-duyet/", bank.decide, name="request-decide"),
    path(f"{_LIST}/thong-bao/", bank.notify, name="request-notify"),
    path(f"{_LIST}/giay-to/<str:paper_code>.<str:file_kind>", papers.of_list, name="request-list-paper"),
    path(f"{_LIST}/giay-to/<int:request_id>/<str:paper_code>.<str:file_kind>", papers.of_request, name="request-paper"),
    path(f"{_USE}/", using.payments, name="use-checks"),
    path(f"{_USE}/<int:event_id>/", using.record, name="use-check"),
]
