"""The web pages: routes call the library, presenters prepare views, templates show them."""
