"""From tickets, accounts and walks to the views of staff pages."""
