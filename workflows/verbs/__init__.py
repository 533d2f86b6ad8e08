"""The verbs: one file each, with its words, its checks, its moves and its picture."""
