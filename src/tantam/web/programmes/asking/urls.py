"""Addresses of asking the law."""

from django.urls import path

from tantam.web.programmes.asking import views

urlpatterns = [path("chuong-trinh/hoi/", views.ask_law, name="ask-law")]
