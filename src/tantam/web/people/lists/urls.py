"""Addresses of official lists."""

from django.urls import path

from tantam.web.people.lists import deciding, files, staging, views

_ROOM = "nguoi-thu-huong/danh-sach"

urlpatterns = [
    path(f"{_ROOM}/", views.lists, name="lists"),
    path(f"{_ROOM}/mau/", files.template, name="list-template"),
    path(f"{_ROOM}/moi/", staging.new, name="list-new"),
    path(f"{_ROOM}/<int:list_id>/", views.page, name="list"),
    path(f"{_ROOM}/<int:list_id>/tien-do/", views.progress, name="list-progress"),
    path(f"{_ROOM}/<int:list_id>/cot/", staging.columns, name="list-columns"),
    path(f"{_ROOM}/<int:list_id>/bo/", staging.drop, name="list-drop"),
    path(f"{_ROOM}/<int:list_id>/hang-chua-nhan/", files.refused, name="list-refused"),
    path(f"{_ROOM}/<int:list_id>/duyet/", deciding.approve, name="list-approve"),
    path(f"{_ROOM}/<int:list_id>/tra-lai/", deciding.give_back, name="list-return"),
    path(f"{_ROOM}/<int:list_id>/quyet-dinh.docx", files.decision_word, name="list-decision-word"),
    path(f"{_ROOM}/<int:list_id>/quyet-dinh.pdf", files.decision_pdf, name="list-decision-pdf"),
]
