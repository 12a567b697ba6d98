"""What is known of a reader's case, followed along every path of a guide.

Answers and completed actions set fields, and questions and letters read them. `domains` turns the
states of a field into bits, `effects` compiles the trees into operations on them, `search` walks
all states of a few fields at a time, `replay` plays one path with all fields, and `proof` says for
every letter, question and page whether what it assumes holds on each path that leads to it.
"""
