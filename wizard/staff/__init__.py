"""Staff: who may log in, what each role may do, and what they do with tickets."""
