"""Addresses of establishments."""

from django.urls import path

from tantam.web.people.establishments import recording, views

_ROOM = "nguoi-thu-huong/co-so"
_ONE = f"{_ROOM}/<int:establishment_id>"

urlpatterns = [
    path(f"{_ROOM}/", views.search, name="establishments"),
    path(f"{_ROOM}/them/", recording.new, name="establishment-new"),
    path(f"{_ONE}/", views.establishment, name="establishment"),
    path(f"{_ONE}/sua/", recording.change, name="establishment-change"),
    path(f"{_ONE}/nguoi-dai-dien/", recording.represent, name="establishment-representative"),
    path(f"{_ONE}/ngung/", recording.close, name="establishment-close"),
]
