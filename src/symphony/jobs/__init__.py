"""Background work: asks each stage what is waiting, one call each."""
