"""Addresses of the audit chain."""

from django.urls import path

from tantam.web.audit import views

urlpatterns = [
    path("kiem-tra/nhat-ky/", views.entries, name="audit"),
    path("kiem-tra/nhat-ky/tai-ve/", views.export, name="audit-export"),
]
