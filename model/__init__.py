"""What a sketch is and how a painting is made. Nouns define, verbs run; nobody imports a verb."""
