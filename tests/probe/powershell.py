"""PowerShell read by a real parser: what a script calls, and whether it is on the list of what a probe may do."""

import re
from collections.abc import Iterator

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

# PowerShell reads these like the plain ones; the parser does not know it.
ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2013\u2014\u2015", "-"),
        **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    }
)

# Each command with the parameters that it may have. All are in PowerShell 2.0, but for Get-CimInstance, which is
# asked for only where it is there.
COMMANDS = {
    "Add-Type": {"-AssemblyName"},
    "Get-Acl": {"-Path"},
    "Get-ChildItem": {"-LiteralPath"},
    "Get-CimInstance": {"-Namespace", "-ClassName"},
    "Get-Command": {"-Name", "-ErrorAction"},
    "Get-ItemProperty": {"-LiteralPath"},
    "Get-WmiObject": {"-Namespace", "-Class"},
    "Read-Host": set[str](),
    "Start-Process": {"-FilePath"},
    "Test-Path": {"-LiteralPath"},
    "Write-Host": set[str](),
}
ASSEMBLIES = {"'System.Windows.Forms'", "'Microsoft.VisualBasic'"}
# What may follow `::` of a type. Types without an entry are those that values are made to be.
STATICS = {
    "[Math]": {"Floor"},
    "[Microsoft.VisualBasic.Interaction]": {"InputBox"},
    "[System.Convert]": {"ToString"},
    "[System.Environment]": {"NewLine"},
    "[System.Globalization.CultureInfo]": {"InvariantCulture"},
    "[System.IO.DriveInfo]": {"GetDrives"},
    "[System.Security.Principal.SecurityIdentifier]": set[str](),
    "[System.Text.Encoding]": {"Default"},
    "[System.Uri]": {"EscapeDataString"},
    "[System.Windows.Forms.MessageBox]": {"Show"},
    "[string]": {"Join"},
    "[int]": set[str](),
    "[bool]": set[str](),
}
# What may follow a `.`: properties that are read, and the calls among them that only tell something.
CALLS = {"Contains", "ContainsKey", "GetAccessRules", "ToLower", "Trim"}
READ = {
    "AccessControlType", "AvailableFreeSpace", "CodePage", "Count", "DisplayName", "FileSystemRights",
    "IdentityReference", "IsReady", "Major", "Name", "PSPath", "PSVersion", "Value", "displayName",
}  # fmt: skip
# Everything a script is made of. What is not here (a text with "$(…)" in it, a block that is run, a redirection, a
# call operator, a pipe, a class) it does not have.
MADE_OF = {
    "additive_argument_expression", "additive_expression", "argument_expression",
    "argument_expression_list", "argument_list", "array_expression", "array_literal_expression",
    "assignement_operator", "assignment_expression", "attribute", "attribute_list",
    "bitwise_argument_expression", "bitwise_expression", "cast_expression", "catch_clause", "catch_clauses",
    "command", "command_argument_sep", "command_elements", "command_name", "command_parameter", "comment",
    "comparison_argument_expression", "comparison_expression", "comparison_operator",
    "decimal_integer_literal", "element_access", "else_clause", "expression_with_unary_operator",
    "flow_control_statement", "for_condition", "for_initializer", "for_iterator", "for_statement",
    "foreach_statement", "format_argument_expression", "format_expression", "function_name",
    "function_parameter_declaration", "function_statement", "generic_token", "hash_entry",
    "hash_literal_body", "hash_literal_expression", "if_statement", "integer_literal",
    "invokation_expression", "key_expression", "left_assignment_expression", "logical_argument_expression",
    "logical_expression", "member_access", "member_name", "multiplicative_argument_expression",
    "multiplicative_expression", "param_block", "parameter_list", "parenthesized_expression", "pipeline",
    "pipeline_chain", "post_increment_expression", "program", "range_argument_expression",
    "range_expression", "script_block", "script_block_body", "script_parameter", "script_parameter_default",
    "simple_name", "statement_block", "statement_list", "string_literal", "try_statement",
    "type_identifier", "type_literal", "type_name", "type_spec", "unary_expression", "variable",
    "verbatim_string_characters",
}  # fmt: skip
# Those of PowerShell 2.0, and only such as do not change a value in its place.
OPERATORS = {"-eq", "-ne", "-ge", "-le", "-gt", "-lt", "-match", "-notmatch", "-contains"}

_PARSER = Parser(Language(tree_sitter_powershell.language()))


def parsed(script: str) -> Node:
    return _PARSER.parse(script.translate(ALIKE).encode("utf-8", "surrogatepass")).root_node


def nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in root.children:
        yield from nodes(child)


def shape(script: str) -> list[str]:
    """What a script is made of, in order, whatever its literals say."""
    return [node.type for node in nodes(parsed(script))]


def text(node: Node | None) -> str:
    return node.text.decode() if node is not None and node.text is not None else ""


def refused(script: str) -> list[str]:
    """Everything in a script that is not on the lists above; empty when a probe may be so."""
    root = parsed(script)
    own = {text(node) for node in nodes(root) if node.type == "function_name"}
    return [reason for node in nodes(root) for reason in _refused(node, own)]


def _refused(node: Node, own: set[str]) -> Iterator[str]:
    if node.is_named and node.type not in MADE_OF:
        yield f"{node.type}: {text(node)}"
    if node.is_error or node.is_missing:
        yield f"cannot be read: {text(node)}"
    if node.type == "command":
        yield from _refused_command(node, own)
    if node.type in ("member_access", "invokation_expression"):
        yield from _refused_member(node)
    if node.type == "type_literal" and text(node) not in STATICS:
        yield f"type {text(node)}"
    if node.type == "comparison_operator" and text(node) not in OPERATORS:
        yield f"operator {text(node)}"
    if node.type == "left_assignment_expression" and not re.fullmatch(r"\$\w+|\$script:found", text(node)):
        yield f"assignment to {text(node)}"


def _refused_command(node: Node, own: set[str]) -> Iterator[str]:
    name = text(next((child for child in node.children if child.type == "command_name"), None))
    given = {text(part) for part in nodes(node) if part.type == "command_parameter" and _of(part) == node}
    if name not in COMMANDS and name not in own:
        yield f"command {name or text(node)}"
    elif given - COMMANDS.get(name, set()):
        yield f"command {name} with {given}"
    if name == "Add-Type" and text(node).removeprefix("Add-Type -AssemblyName ") not in ASSEMBLIES:
        yield text(node)
    if name == "Start-Process" and text(node) != "Start-Process -FilePath $address":
        yield text(node)


def _of(node: Node) -> Node:
    """The command that a parameter belongs to."""
    while node.type != "command":
        assert node.parent is not None
        node = node.parent
    return node


def _refused_member(node: Node) -> Iterator[str]:
    whose, mark, member = node.children[0], text(node.children[1]), text(node.children[2])
    called = node.type == "invokation_expression"
    if mark == "::":
        if member not in STATICS.get(text(whose), ()):
            yield f"{text(whose)}::{member}"
    elif called and member not in CALLS:
        yield f"call of {member}"
    elif not called and member not in READ and text(node) != "$properties.$name":
        yield f"member {member}"
