"""Addresses of the register of people."""

from django.urls import path

from tantam.web.people.register import exports, recording, standing, views

_MEMBER = "nguoi-thu-huong/<int:household_id>/nguoi/<int:member_id>"
_STATUS = "nguoi-thu-huong/<int:household_id>/dien/<int:status_id>"

urlpatterns = [
    path("nguoi-thu-huong/", views.search, name="people"),
    path("nguoi-thu-huong/tim-theo-so/", views.find, name="people-find"),
    path("nguoi-thu-huong/xuat/", exports.export, name="people-export"),
    path("nguoi-thu-huong/them-ho/", recording.new_household, name="household-new"),
    path("nguoi-thu-huong/<int:household_id>/", views.household, name="household"),
    path("nguoi-thu-huong/<int:household_id>/xem-day-du/", views.unmask, name="household-reveal"),
    path("nguoi-thu-huong/<int:household_id>/them-nguoi/", recording.new_member, name="household-member"),
    path("nguoi-thu-huong/<int:household_id>/them-dien/", standing.new_status, name="household-status"),
    path("nguoi-thu-huong/<int:household_id>/them-thong-tin/", standing.new_fact, name="household-fact"),
    path(
        "nguoi-thu-huong/<int:household_id>/nguoi/<int:member_id>/sua/",
        recording.change,
        name="household-person-change",
    ),
    path(f"{_MEMBER}/roi-ho/", recording.leave, name="household-leave"),
    path(f"{_STATUS}/ket-thuc/", standing.end, name="household-status-end"),
    path(f"{_STATUS}/huy/", standing.withdraw, name="household-status-undo"),
]
