"""A model checker for guides: what is known of a reader's case along every path.

Answers and completed actions set fields; questions, letters and pages assume something of them.
The state of a walk is a node and, for each field, the set of its possible values:

- `domains`: the values of a field as a bit mask,
- `effects`: the trees, compiled to operations on masks,
- `transitions`: the transition relation,
- `search`: breadth-first search of the state space, for a few fields at a time,
- `replay`: plays a single path with all fields, which exposes spurious counterexamples,
- `proof`: checks every assumption on every path, refining slices until it is proved or refuted,
- `examples`: completes a counterexample to a scenario that can be pasted into the guide.
"""
