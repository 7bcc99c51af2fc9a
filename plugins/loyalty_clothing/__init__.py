"""Loyalty programs of shops for clothing, jewellery and the like: what a basket costs a member, line by line."""
