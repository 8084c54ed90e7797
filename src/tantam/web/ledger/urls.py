"""Addresses of the book."""

from django.urls import path

from tantam.web.ledger import closing, entries, postings, statement, trial

_ROOM = "ke-toan"

urlpatterns = [
    path(f"{_ROOM}/", trial.trial_balance, name="ledger"),
    path(f"{_ROOM}/bang-can-doi.xlsx", trial.export, name="ledger-export"),
    path(f"{_ROOM}/tai-khoan/<int:account_id>/", statement.account, name="ledger-account"),
    path(f"{_ROOM}/but-toan/", postings.postings, name="ledger-postings"),
    path(f"{_ROOM}/but-toan/<int:posting_id>/", postings.page, name="ledger-posting"),
    path(f"{_ROOM}/but-toan/<int:posting_id>/dao/", postings.correct, name="ledger-correct"),
    path(f"{_ROOM}/khoa-so/", closing.days, name="ledger-closing"),
    path(f"{_ROOM}/khoa-so/khoa/", closing.close, name="ledger-close"),
    path(f"{_ROOM}/khoa-so/<int:close_id>/", closing.closed, name="ledger-closed"),
    path(f"{_ROOM}/khoa-so/<int:close_id>/hoa-hong.csv", closing.earned, name="ledger-earned"),
    path(f"{_ROOM}/but-toan-tay/", entries.entries, name="ledger-entries"),
    path(f"{_ROOM}/but-toan-tay/moi/", entries.new, name="ledger-entry-new"),
    path(f"{_ROOM}/but-toan-tay/<int:entry_id>/", entries.page, name="ledger-entry"),
    path(f"{_ROOM}/but-toan-tay/<int:entry_id>/xac-nhan/", entries.confirm, name="ledger-entry-confirm"),
    path(f"{_ROOM}/but-toan-tay/<int:entry_id>/khong-ghi/", entries.turn_down, name="ledger-entry-turn-down"),
]
