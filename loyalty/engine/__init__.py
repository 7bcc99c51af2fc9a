"""The engine: the plan compiler, the one fold, states, effects and explanations."""
