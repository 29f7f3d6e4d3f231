# SPDX-License-Identifier: Apache-2.0
"""mutants.py: every small fault that can be put into a C++ source by rule, in the order of the text. It reads tokens, not the grammar: some
faults do not compile, and whoever uses them leaves those out. Relies on the repository's clang-format: a sign with a space on either side of it is a
binary operator, one without is part of a type or a sign before one operand. Never touches comments, texts and preprocessor lines."""

import bisect
import dataclasses
import re

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*\#[^\n]*)
      | (?P<text>"(?:[^"\\\n]|\\.)*")
      | (?P<char>'(?:[^'\\\n]|\\.)+')
      | (?P<number>\d[\w.']*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<sign><<=|>>=|<=>|->\*|\.\.\.|::|->|\+\+|--|\+=|-=|\*=|/=|%=|&=|\|=|\^=|==|!=|<=|>=|&&|\|\||<<|>>|.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE)

BINARY = {
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="], "%=": ["*="],
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="],
    "&&": ["||"], "||": ["&&"],
}
WORDS = {"true": "false", "false": "true", "min": "max", "max": "min", "any_of": "all_of", "none_of": "any_of", "all_of": "any_of"}
# Words that no statement to be removed begins with: what they begin is a declaration, or has a rule of its own.
NO_STATEMENT = {
    "return", "break", "continue", "const", "constexpr", "auto", "using", "namespace", "struct", "class", "enum", "template", "friend", "static", "inline",
    "typedef", "public", "private", "case", "default", "if", "else", "for", "while", "do", "switch", "goto", "explicit", "operator", "__extension__",
}


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str
    text: str
    begin: int

    @property
    def end(self):
        return self.begin + len(self.text)


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    change: str  # "< -> <=", with #2 behind it if it is the second such in its line
    source: str  # the line as it stands, without the spaces around it
    begin: int
    end: int
    replacement: str

    def apply(self, text):
        return text[:self.begin] + self.replacement + text[self.end:]

    def __str__(self):
        return f"{self.file}:{self.line}: {self.change} in: {self.source}"


def read_tokens(text):
    tokens = [Token(m.lastgroup, m.group(), m.start()) for m in TOKEN.finditer(text)]
    return [token for token in tokens if token.kind != "space"]


def number_faults(token):
    digits = token.text.replace("'", "")
    if digits.lower().startswith("0x"):
        value, print_value = int(digits.rstrip("uUlL"), 16), "0x{:X}".format
    elif re.fullmatch(r"\d+", digits):
        value, print_value = int(digits), str
    else:
        return []
    return [print_value(value + 1)] + ([print_value(value - 1)] if value > 0 else [])


def char_faults(token):
    inner = token.text[1:-1]
    if len(inner) != 1 or not " " <= inner < "~":
        return []
    after = chr(ord(inner) + 1)
    return ["'" + ("\\" + after if after in "'\\" else after) + "'"]


def sign_faults(text, tokens, i):
    token = tokens[i]
    spaced = text[token.begin - 1].isspace() and text[token.end:token.end + 1].isspace()
    if token.text in BINARY and spaced:
        return BINARY[token.text]
    if token.text == "!" and not spaced:
        return [""]
    if token.text == "-" and not spaced and not text[token.end:token.end + 1].isspace():
        return [""]  # of one operand
    if token.text in ("++", "--"):
        return ["--" if token.text == "++" else "++"]
    return []


def token_faults(text, tokens, i):
    token = tokens[i]
    if token.kind == "number":
        return number_faults(token)
    if token.kind == "char":
        return char_faults(token)
    if token.kind == "sign":
        return sign_faults(text, tokens, i)
    if token.kind == "word" and token.text in WORDS and (token.text in ("true", "false") or tokens[i - 1].text == "::"):
        return [WORDS[token.text]]
    return []


def closing_bracket_of_if(tokens, i):
    """Whether the ")" at i closes the condition of an if."""
    depth = 0
    for j in range(i, -1, -1):
        depth += {")": 1, "(": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return tokens[j - 1].text == "if"
    return False


def is_removable(tokens, first, last):
    """Of tokens[first:last], what stands between the end of something and a semicolon: whether it is a statement that may be left out."""
    words = tokens[first:last]
    if not words or words[0].text in NO_STATEMENT:
        jump = bool(words) and words[0].text in ("return", "break", "continue")
        return jump and tokens[first - 1].text == ")" and closing_bracket_of_if(tokens, first - 1)
    if words[0].kind == "sign":
        return words[0].text in ("++", "--", "*", "(")
    if words[0].kind != "word" or any(token.text in ("{", "}") for token in words[:1]):
        return False
    # A name, then what says that it is called, changed or assigned to; in a declaration another name follows the type.
    depth = 0
    for before, token in zip(words, words[1:]):
        depth += {"(": 1, "[": 1, "<": 1, ")": -1, "]": -1, ">": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "word" and before.text not in (".", "->", "::"):
            return False
        if depth == 0 and token.text in ("&", "*"):
            return False
    return any(token.text in ("=", "(", "++", "--", "+=", "-=", "*=", "/=", "%=") for token in words)


def statement_ranges(tokens):
    """[first, last) of each statement that may be left out; tokens[last] is its semicolon."""
    depth = 0
    first = 0
    questions = 0
    for i, token in enumerate(tokens):
        questions += token.text == "?"
        if token.text == ":" and questions > 0:
            questions -= 1
        elif token.text in ("(", "["):
            depth += 1
        elif token.text in (")", "]"):
            depth -= 1
            if depth == 0 and token.text == ")" and opens_statement(tokens, i):
                first = i + 1
        elif token.text in ("{", "}", ":") or token.text == "else":
            if token.text != ":" or depth == 0:
                first, depth = i + 1, 0
        elif token.text == ";" and depth == 0:
            if is_removable(tokens, first, i):
                yield first, i
            first = i + 1


def opens_statement(tokens, i):
    """Whether the ")" at i closes the head of an if, for or while."""
    depth = 0
    for j in range(i, -1, -1):
        depth += {")": 1, "(": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return tokens[j - 1].text in ("if", "for", "while")
    return False


def find_mutants(file, text):
    tokens = read_tokens(text)
    lines = [0] + [m.end() for m in re.finditer("\n", text)]
    found = []
    for i, token in enumerate(tokens):
        for fault in token_faults(text, tokens, i):
            found.append((token.begin, token.end, fault, f"{token.text} -> {fault or 'nothing'}"))
    for first, last in statement_ranges(tokens):
        begin, end = tokens[first].begin, tokens[last].begin
        kept = "\n" * text.count("\n", begin, end)  # lines keep their numbers
        words = " ".join(text[begin:end].split())
        found.append((begin, end, "{}" + kept, f"removed: {words if len(words) <= 60 else words[:57] + '...'}"))
    found.sort(key=lambda fault: (fault[0], fault[1], fault[3]))
    mutants = []
    seen = {}
    for begin, end, replacement, change in found:
        number = bisect.bisect_right(lines, begin)
        source = text[lines[number - 1]:].split("\n", 1)[0].strip()
        nth = seen[number, change] = seen.get((number, change), 0) + 1
        mutants.append(Mutant(file, number, change if nth == 1 else f"{change} #{nth}", source, begin, end, replacement))
    return mutants
