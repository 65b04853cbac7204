"""Results on paper: what a report says (``content``), and that as HTML and as PDF."""
