"""Addresses of the desk."""

from django.urls import path

from tantam.web.plans.desk import takeaway, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("nhiem-vu/", views.duties, name="duties"),
    path("nhiem-vu/tai-ve/", takeaway.takeaway, name="unit-takeaway"),
]
