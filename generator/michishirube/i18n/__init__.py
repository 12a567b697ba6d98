"""Everything specific to a language or country: messages, notation, line breaks, holidays."""
