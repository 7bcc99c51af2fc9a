"""How results look: plain text with columns that line up, also under Chinese words."""
