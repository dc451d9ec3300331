"""Citations: how they are written, what they are labelled, where they lead."""
