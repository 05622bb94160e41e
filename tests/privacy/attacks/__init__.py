"""Black-box attacks on what is published, each with a bound it must stay under and a mutant it must catch."""
