"""Addresses of the law."""

from django.urls import path

from tantam.web.programmes.law import views

urlpatterns = [
    path("chuong-trinh/", views.programmes, name="programmes"),
    path("chuong-trinh/<slug:programme_code>/", views.programme, name="programme"),
]
