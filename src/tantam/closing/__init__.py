"""The close of a day: interest accrues, loans turn, what is earned is reckoned, and everything is compared."""
