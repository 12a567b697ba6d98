"""The only room that knows MkDocs and its theme."""
