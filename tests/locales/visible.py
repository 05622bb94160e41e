"""Finds what people would read in the sources although no catalogue knows of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes

from service.pages.render import environment

WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")
SENTENCE = re.compile(r"^[A-Z][a-z’']+(?:[ ,.…:?!]|$)|[a-z] .*[a-z][.?!…]$")
"""How our texts look and our codes do not: a capital and small letters, or several words and a full stop."""
TAG = re.compile(r"<!?/?[a-z][^<>]*>", re.I | re.S)
SPOKEN = re.compile(r"""\b(?:aria-label|alt|title|placeholder|aria-description)="([^"{]*[A-Za-z]{2}[^"{]*)""")
SKIPPED = re.compile(r"<(?:code|svg)\b.*?</(?:code|svg)>", re.I | re.S)
NAMES = {"Candour", "lang", "en"}
SAYING = {"_", "gettext", "ngettext", "pgettext", "say", "say_count", "N_"}


def in_template(name: str) -> list[str]:
    """Letters outside tags, spoken attributes, and texts handed to macros, unless `_()` says them."""
    made = environment()
    source, _, _ = made.loader.get_source(made, name)  # type: ignore[union-attr]
    tree = made.parse(source)
    outside = SKIPPED.sub(" ", "".join(_outside(tree)))
    spoken = SPOKEN.findall(outside)
    bare = [word for word in WORD.findall(re.sub(r"&\w+;", " ", TAG.sub(" ", outside))) if word not in NAMES]
    return [*spoken, *bare, *_handed(tree, False)]


def _outside(node: nodes.Node) -> Iterator[str]:
    """What stands in the template as it is; an expression leaves a mark that is no letter."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Expr):
        yield "\0"
    elif not _says(node):
        for child in node.iter_child_nodes():
            yield from _outside(child)


def _says(node: nodes.Node) -> bool:
    called = getattr(node, "node", None)
    return isinstance(node, nodes.Call) and isinstance(called, nodes.Name) and called.name in SAYING


def _handed(node: nodes.Node, is_test: bool) -> Iterator[str]:
    if _says(node):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and SENTENCE.search(node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _handed(child, is_test)


def variables_said(name: str) -> list[int]:
    """The lines where `_()` is given anything but a literal: its markup would not be escaped."""
    made = environment()
    source, _, _ = made.loader.get_source(made, name)  # type: ignore[union-attr]
    return [
        call.lineno
        for call in made.parse(source).find_all(nodes.Call)
        if _says(call) and not (call.args and isinstance(call.args[0], nodes.Const | nodes.TemplateData))
    ]


def in_python(path: Path) -> list[str]:
    """Texts of a module of pages that no language says: neither documentation nor marked."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {id(found) for node in ast.walk(tree) for found in _quiet(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SENTENCE.search(node.value)
        and id(node) not in quiet
    ]


def _quiet(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr):
        yield node.value
    if isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in SAYING or name.endswith("Error"):
            yield from ast.walk(node)


COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.S)
SAID = re.compile(r"\b(?:t|tn)\(\s*(?:[^\"`()]*,\s*)?\"(?:[^\"\\]|\\.)*\"(?:,\s*\"(?:[^\"\\]|\\.)*\")?", re.S)
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")
THROWN = re.compile(r"\b(?:super|Error|new [A-Z]\w*Error)\(\s*(?:\"[^\"]*\"|`[^`]*`)")


def in_typescript(text: str) -> list[str]:
    """Texts of a script that neither `t()` nor `tn()` says, and that no error carries."""
    rest = THROWN.sub("", SAID.sub("", COMMENTS.sub("", text)))
    found = (plain or template for plain, template in LITERAL.findall(rest))
    return [literal for literal in found if SENTENCE.search(literal)]
