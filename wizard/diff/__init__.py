"""What a change of trees means for customers: ways, texts, translations, walks that are under way."""
