// SPDX-License-Identifier: Apache-2.0
#include "query/written.h"

#include <fmt/core.h>

#include "query/tokens.h"

namespace gw {
namespace {

using Node = QueryNode;

// A kNot, kAnd or kOr below another node stands in parentheses.
void write_node(const Node& node, bool apart, std::string& out);

void write_term(const QueryTerm& term, std::string& out) {
    if (term.field == Field::kAny) {
        out += quote_value(term.values.front().text, false);
        return;
    }
    out += fmt::format("{}:", name_of(term.field).name);
    for (const QueryValue& value : term.values) {
        if (&value != &term.values.front()) out += ',';
        const std::string range = write_range(term.field, value.range);
        out += value.is != QueryValue::Is::kValue ? value.text
               : range.empty()                    ? quote_value(value.text, true)
                                                  : range;
    }
}

void write_joined(const std::vector<Node>& nodes, std::string_view joint, std::string& out) {
    for (const Node& node : nodes) {
        if (&node != &nodes.front()) out.append(joint);
        write_node(node, nodes.size() > 1, out);
    }
}

void write_node(const Node& node, bool apart, std::string& out) {
    if (node.is == Node::Is::kTerm) return write_term(node.term, out);
    if (apart) out += '(';
    if (node.is == Node::Is::kNot) {
        out += "not ";
        write_node(node.below.front(), true, out);
    } else {
        write_joined(node.below, node.is == Node::Is::kAnd ? " and " : " or ", out);
    }
    if (apart) out += ')';
}

}  // namespace

std::string quote_value(std::string_view text, bool in_list) {
    const std::vector<QueryToken> tokens = query_tokens(text, 0, text.size());
    const bool one_term = tokens.size() == 2 && tokens[0].is == QueryToken::Is::kTerm &&
                          tokens[0].length == text.size();
    const bool special = text.find_first_of("\":") != std::string_view::npos ||
                         (in_list && text.find(',') != std::string_view::npos);
    const bool keyword = in_list && (text == "unknown" || text == "known");
    if (one_term && !special && !keyword) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string write_query(const QueryNode& node) {
    std::string out;
    write_node(node, false, out);
    return out;
}

std::string write_query(const std::vector<QueryNode>& operands) {
    std::string out;
    write_joined(operands, " and ", out);
    return out;
}

}  // namespace gw
