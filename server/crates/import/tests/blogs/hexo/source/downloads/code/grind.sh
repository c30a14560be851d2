grind --twice
