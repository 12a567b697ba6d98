"""What depends on a language or country: messages, notation, durations, line breaks, holidays."""
