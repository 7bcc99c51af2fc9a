"""A whole population: read once, spread over files when it is large, folded part by part, in several processes."""
