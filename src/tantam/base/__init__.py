"""What every room stands on: who asked, one write path, refusals, the audit chain, kept files, guards."""
