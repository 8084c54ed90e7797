"""The law in words: values, conditions and answers as screens and papers say them, in the language in use."""
