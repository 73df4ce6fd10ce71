"""What may be said: numbers counted from the records, by written rules."""
