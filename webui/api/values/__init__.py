"""What the API answers and takes, as values: the document, the page and the checks are made of these declarations."""
