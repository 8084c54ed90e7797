"""Addresses of accounts of savings."""

from django.urls import path

from tantam.web.lending.savings import views

_ACCOUNT = "tien-gui/<str:account>"

urlpatterns = [
    path(f"{_ACCOUNT}/", views.account, name="savings"),
    path(f"{_ACCOUNT}/giao-dich/<int:seq>/dao/", views.reverse_one, name="savings-reversal"),
]
