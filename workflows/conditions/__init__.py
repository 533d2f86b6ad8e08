"""Conditions and values: text into a tree, and the tree into types, what it reads, closures and plain English."""

from workflows.conditions.checking import check_condition, type_of
from workflows.conditions.compiling import Compiled, compile, holds
from workflows.conditions.parser import WORDS, parse
from workflows.conditions.reads import Read, parts, reads
from workflows.conditions.tree import Tree
from workflows.conditions.values import MISSING, Context
from workflows.conditions.words import in_words
from workflows.conditions.wrong import Flaw, TooManyItems, Wrong

__all__ = [
    "MISSING", "WORDS", "Compiled", "Context", "Flaw", "Read", "TooManyItems", "Tree", "Wrong",
    "check_condition", "compile", "holds", "in_words", "parse", "parts", "reads", "type_of",
]  # fmt: skip
