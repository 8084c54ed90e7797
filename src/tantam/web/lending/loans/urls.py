"""Addresses of loans; a contract's number may hold a stroke, so what follows it comes first."""

from django.urls import path

from tantam.web.lending.loans import listing, page, papers, paying, paying_out, reversing

_ROOM = "khoan-vay"
_LOAN = f"{_ROOM}/<path:number>"

urlpatterns = [
    path(f"{_ROOM}/", listing.loans, name="loans"),
    path(f"{_ROOM}/xuat/", listing.export, name="loans-export"),
    path(f"{_LOAN}/thu/", paying.pay, name="loan-payment"),
    path(f"{_LOAN}/giai-ngan/", paying_out.pay_out, name="loan-disbursement"),
    path(f"{_LOAN}/giao-dich/<int:seq>/dao/", reversing.reverse_one, name="loan-reversal"),
    path(f"{_LOAN}/", page.loan, name="loan"),
    path("nguoi-thu-huong/<int:household_id>/so-vay-von.<str:file_kind>", papers.loan_book, name="loan-book"),
]
