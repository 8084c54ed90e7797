"""Addresses of the law over the whole register."""

from django.urls import path

from tantam.web.programmes.whole_register import views

urlpatterns = [
    path("toan-so/duoc-vay/", views.answers, name="register-answers"),
    path("toan-so/duoc-vay/<str:programme_code>/", views.who_may, name="register-who-may"),
    path("toan-so/chuan-ngheo/", views.rehearsal, name="poverty-rehearsal"),
    path("toan-so/chuan-ngheo/danh-sach/", views.to_verify, name="poverty-verify"),
    path("toan-so/chup/", views.begin, name="snapshot-begin"),
]
