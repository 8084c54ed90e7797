"""The law as pages: programmes on a day, every value with its source."""
