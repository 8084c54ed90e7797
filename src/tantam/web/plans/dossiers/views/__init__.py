"""The views of the dossiers, by what people do."""
