"""How the text models are made: data, one seeded command each, model cards in docs/models."""
