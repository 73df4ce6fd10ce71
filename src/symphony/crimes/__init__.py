"""What the law calls it, and what was done about the person responsible."""
