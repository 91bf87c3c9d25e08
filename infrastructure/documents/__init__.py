"""Documents as PDF, set by typst out of forms that lie beside this file."""
