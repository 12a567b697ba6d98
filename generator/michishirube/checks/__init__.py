"""What is wrong with a guide: the rules, the letter lint, which findings follow from others."""
