"""How the identifier finder is made: lists, sentences, one seeded command."""
