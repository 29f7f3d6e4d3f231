// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "query/tokens.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

using Node = QueryNode;

constexpr std::size_t kDeepest = 100;       // parentheses, nots and saved queries in each other
constexpr std::size_t kMostTerms = 10'000;  // after saved queries are put in

// What all texts of one query share.
struct Parse {
    Query& query;
    const SavedQueries& saved;
    std::vector<Problem>& problems;
    std::vector<std::string> inside;  // names of the saved queries that are being read
    std::size_t depth = 0;
    std::size_t terms = 0;
    bool given_up = false;  // too deep or too long: one problem says so
};

// Reads text[begin, end) of one of the query's texts. Problems are reported and passed over, so
// that all are found; a node that is missing then stands for nothing.
class Parser {
public:
    Parser(Parse& parse, std::size_t text, std::size_t begin, std::size_t end)
        : parse_(parse),
          text_(text),
          tokens_(query_tokens(parse.query.texts[text].text, begin, end)) {}

    std::optional<Node> read() {
        std::optional<Node> all = read_or();
        while (peek().is == QueryToken::Is::kClose) {
            report(peek(), "this parenthesis closes nothing", {});
            take();
            read_or();
        }
        return all;
    }

private:
    using Is = QueryToken::Is;

    const QueryToken& peek() const { return tokens_[next_]; }
    const QueryToken& take() { return tokens_[peek().is == Is::kEnd ? next_ : next_++]; }
    const std::string& text() const { return parse_.query.texts[text_].text; }
    std::string_view text_of(const QueryToken& token) const {
        return std::string_view(text()).substr(token.offset, token.length);
    }
    QueryPlace place_of(const QueryToken& token) const {
        return {text_, token.offset, token.length};
    }
    QueryPlace place_of(std::string_view part) const {
        return {text_, static_cast<std::size_t>(part.data() - text().data()), part.size()};
    }

    void report(const QueryPlace& place, std::string message, std::vector<std::string> hints) {
        parse_.problems.push_back(
            query_problem(parse_.query, place, std::move(message), std::move(hints)));
    }
    void report(const QueryToken& token, std::string message, std::vector<std::string> hints) {
        report(place_of(token), std::move(message), std::move(hints));
    }

    void give_up(const QueryToken& token, std::string message) {
        if (!parse_.given_up) report(token, std::move(message), {"ask for less at once"});
        parse_.given_up = true;
        next_ = tokens_.size() - 1;
    }

    std::optional<Node> read_or() {
        return read_joined(
            Node::Is::kOr, [this] { return read_and(); }, [this] { return peek().is == Is::kOr; });
    }

    std::optional<Node> read_and() {
        return read_joined(
            Node::Is::kAnd, [this] { return read_operand(); },
            [this] {
                const Is is = peek().is;
                return is != Is::kOr && is != Is::kClose && is != Is::kEnd;
            });
    }

    template <class ReadOne, class GoesOn>
    std::optional<Node> read_joined(Node::Is is, ReadOne read_one, GoesOn goes_on) {
        Node joined;
        joined.is = is;
        joined.place = place_of(peek());
        if (auto first = read_one()) joined.below.push_back(std::move(*first));
        while (goes_on()) {
            if (peek().is == Is::kOr || peek().is == Is::kAnd) before_ = &take();
            if (auto one = read_one()) joined.below.push_back(std::move(*one));
        }
        joined.place.length = end_of_last() - joined.place.offset;
        if (joined.below.empty()) return std::nullopt;
        if (joined.below.size() == 1) return std::move(joined.below.front());
        return joined;
    }

    // Where the token before the next one ends.
    std::size_t end_of_last() const {
        if (next_ == 0) return tokens_.front().offset;
        return tokens_[next_ - 1].offset + tokens_[next_ - 1].length;
    }

    std::optional<Node> read_operand() {
        const QueryToken token = peek();
        switch (token.is) {
            case Is::kTerm:
                take();
                before_ = nullptr;
                return read_term(token);
            case Is::kSaved:
                take();
                before_ = nullptr;
                return nested(token, [&] { return read_saved(token); });
            case Is::kOpen:
                take();
                before_ = nullptr;
                return nested(token, [&] { return read_parentheses(token); });
            case Is::kNot:
                before_ = &take();
                return nested(token, [&] { return read_not(token); });
            default:
                report_missing(token);
                return std::nullopt;
        }
    }

    template <class Read>
    std::optional<Node> nested(const QueryToken& token, Read read) {
        if (parse_.depth == kDeepest) {
            give_up(token, fmt::format("more than {} conditions inside each other", kDeepest));
            return std::nullopt;
        }
        ++parse_.depth;
        std::optional<Node> node = read();
        --parse_.depth;
        return node;
    }

    // An operand is due where `token` stands.
    void report_missing(const QueryToken& token) {
        if (before_ != nullptr) {
            report(*before_, fmt::format("\"{}\" has nothing after it", text_of(*before_)),
                   {"write a term after it, or leave it out"});
            before_ = nullptr;
        } else if (token.is == Is::kAnd || token.is == Is::kOr) {
            report(token, fmt::format("\"{}\" has nothing before it", text_of(token)),
                   {"write a term before it, or leave it out"});
        }
    }

    std::optional<Node> read_parentheses(const QueryToken& open) {
        if (peek().is == Is::kClose) {
            const std::size_t end = take().offset + 1;
            report({text_, open.offset, end - open.offset}, "these parentheses hold nothing",
                   {"write a term between them, or leave them out"});
            return std::nullopt;
        }
        std::optional<Node> inner = read_or();
        if (peek().is == Is::kClose)
            take();
        else if (!parse_.given_up)
            report(open, "this parenthesis is not closed", {"write \")\" where it should end"});
        return inner;
    }

    std::optional<Node> read_not(const QueryToken& token) {
        std::optional<Node> below = read_operand();
        if (!below) return std::nullopt;
        Node node;
        node.is = Node::Is::kNot;
        node.place = {text_, token.offset, end_of_last() - token.offset};
        node.below.push_back(std::move(*below));
        return node;
    }

    std::optional<Node> read_saved(const QueryToken& token) {
        const std::string name(text_of(token).substr(1));
        const auto found = parse_.saved.find(name);
        if (found == parse_.saved.end()) {
            report_unknown_name(token, name);
            return std::nullopt;
        }
        auto& inside = parse_.inside;
        if (std::find(inside.begin(), inside.end(), name) != inside.end()) {
            report(token,
                   fmt::format("\"@{}\" goes in a circle: @{} > @{}", name,
                               fmt::join(inside, " > @"), name),
                   {"a saved query cannot be part of itself"});
            return std::nullopt;
        }
        const std::string& said = found->second;
        if (trim(said).empty() || find_invalid_utf8(said)) {
            report(token,
                   fmt::format("the saved query \"@{}\" is {}", name,
                               trim(said).empty() ? "empty" : "not UTF-8"),
                   {});
            return std::nullopt;
        }
        inside.push_back(name);
        const std::size_t text = parse_.query.texts.size();
        parse_.query.texts.push_back({"@" + name, said});
        std::optional<Node> node = Parser(parse_, text, 0, said.size()).read();
        inside.pop_back();
        if (parse_.given_up) next_ = tokens_.size() - 1;
        return node;
    }

    void report_unknown_name(const QueryToken& token, const std::string& name) {
        std::vector<std::string> names;
        for (const auto& [one, text] : parse_.saved)
            names.push_back("@" + one);
        std::vector<std::string> hints = suggest("@" + name, names);
        if (hints.empty() && names.empty())
            hints = {
                "save one in the configuration: NAME = \"payer:openai class:spend\" under "
                "[queries]"};
        else if (hints.empty())
            hints = {fmt::format("the saved queries are {}", fmt::join(names, ", "))};
        report(token, fmt::format("\"@{}\" is no saved query", name), std::move(hints));
    }

    std::optional<Node> read_term(const QueryToken& token) {
        if (++parse_.terms > kMostTerms) {
            give_up(token, fmt::format("the query grows beyond {} terms", kMostTerms));
            return std::nullopt;
        }
        const std::string_view said = text_of(token);
        if (token.unclosed) {
            const std::string_view quote = said.substr(said.rfind('"'), 1);
            report(place_of(quote), "this quotation mark has no partner",
                   {"close it with \"; a quotation mark within a name is written twice"});
            return std::nullopt;
        }
        Node node;
        node.place = node.term.place = place_of(token);
        const std::size_t colon = find_unquoted(said, ':');
        if (colon == std::string_view::npos) {
            QueryValue value;
            value.text = trim(unquote(said));
            value.place = place_of(token);
            if (value.text.empty()) return report_empty(said);
            node.term.values.push_back(std::move(value));
            return node;
        }
        if (!read_field(said.substr(0, colon), node.term)) return std::nullopt;
        if (!read_values(said.substr(colon + 1), node.term)) return std::nullopt;
        return node;
    }

    std::nullopt_t report_empty(std::string_view said) {
        report(place_of(said), "an empty term",
               {"leave it out, or write a party, a deal or FIELD:VALUE"});
        return std::nullopt;
    }

    bool read_field(std::string_view name, QueryTerm& term) {
        std::vector<std::string> names;
        for (const FieldName& known : query_fields()) {
            if (known.name == name) {
                term.field = known.field;
                return true;
            }
            names.emplace_back(known.name);
        }
        std::vector<std::string> hints = suggest(name, names);
        if (hints.empty()) hints = {fmt::format("the fields are {}", fmt::join(names, ", "))};
        report(place_of(name), fmt::format("\"{}\" is no field", name), std::move(hints));
        return false;
    }

    bool read_values(std::string_view list, QueryTerm& term) {
        bool good = true;
        for (const std::string_view piece : split_unquoted(list, ','))
            good = read_one_value(trim(piece), piece, term) && good;
        return good;
    }

    bool read_one_value(std::string_view said, std::string_view piece, QueryTerm& term) {
        const FieldName& field = name_of(term.field);
        QueryValue value;
        value.text = unquote(said);
        value.place = place_of(said);
        const bool quoted = said.find('"') != std::string_view::npos;
        if (trim(value.text).empty()) {
            report(place_of(said.empty() ? piece.substr(0, 0) : said),
                   fmt::format("{} has an empty value", field.name),
                   {fmt::format("{}:VALUE", field.name)});
            return false;
        }
        if (field.can_miss && !quoted && (said == "unknown" || said == "known")) {
            value.is = said == "known" ? QueryValue::Is::kKnown : QueryValue::Is::kUnknown;
        } else if (auto error = read_value(term.field, value.text, value.range)) {
            const QueryPlace place =
                quoted ? value.place
                       : QueryPlace{text_, value.place.offset + error->offset, error->length};
            report(place, std::move(error->message), std::move(error->hints));
            return false;
        }
        term.values.push_back(std::move(value));
        return true;
    }

    Parse& parse_;
    std::size_t text_;
    std::vector<QueryToken> tokens_;
    std::size_t next_ = 0;
    const QueryToken* before_ = nullptr;  // the operator after which an operand is due
};

bool is_operator(std::string_view word) {
    const std::vector<QueryToken> tokens = query_tokens(word, 0, word.size());
    return tokens.size() == 2 &&
           (tokens[0].is == QueryToken::Is::kAnd || tokens[0].is == QueryToken::Is::kOr ||
            (tokens[0].is == QueryToken::Is::kNot && !word.ends_with(':')));
}

// An operator that is an argument of its own: the quotes are missing.
Problem lone_operator(const Query& query, const QueryPlace& place,
                      const std::vector<std::string>& words, std::size_t i) {
    std::string quoted;
    for (std::size_t k = i == 0 ? 0 : i - 1; k < std::min(i + 2, words.size()); ++k)
        quoted += (quoted.empty() ? "" : " ") + words[k];
    return query_problem(query, place,
                         fmt::format("\"{}\" stands alone: it works inside one argument", words[i]),
                         {fmt::format("quote them together: '{}'", quoted)});
}

std::size_t count_tokens(std::string_view text) {
    return query_tokens(text, 0, text.size()).size() - 1;
}

// Whether two arguments side by side would be read as one name: payer:openai Amazon Web Services.
bool joins(const std::string& before, const std::string& argument) {
    return count_tokens(fmt::format("{} {}", before, argument)) <
           count_tokens(before) + count_tokens(argument);
}

void read_argument(Parse& parse, const std::vector<std::string>& words, std::size_t i,
                   std::size_t offset) {
    const QueryPlace place{0, offset, words[i].size()};
    if (trim(words[i]).empty()) {
        parse.problems.push_back(
            query_problem(parse.query, place, "an empty term",
                          {"leave it out, or write a party, a deal or FIELD:VALUE"}));
    } else if (is_operator(trim(words[i]))) {
        parse.problems.push_back(lone_operator(parse.query, place, words, i));
    } else if (auto node = Parser(parse, 0, offset, offset + words[i].size()).read()) {
        std::string& title = parse.query.title;
        const bool apart = node->is == Node::Is::kOr && words.size() > 1;
        const bool needs_and =
            i > 0 && !apart && !title.ends_with(')') && joins(words[i - 1], words[i]);
        if (!title.empty()) title += needs_and ? " and " : " ";
        title += apart ? fmt::format("({})", words[i]) : words[i];
        parse.query.operands.push_back(std::move(*node));
    }
}

}  // namespace

bool QueryTerm::asks_for(QueryValue::Is is) const {
    return std::any_of(values.begin(), values.end(),
                       [&](const QueryValue& value) { return value.is == is; });
}

Query parse_query(const std::vector<std::string>& words, const SavedQueries& saved,
                  std::vector<Problem>& problems) {
    Query query;
    query.texts.push_back({"query", fmt::format("{}", fmt::join(words, " "))});
    const std::string text = query.texts.front().text;
    if (const auto bad = find_invalid_utf8(text)) {
        problems.push_back(query_problem(
            query, {0, *bad, 1},
            fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[*bad])), {}));
        return query;
    }
    Parse parse{query, saved, problems, {}, 0, 0, false};
    std::size_t offset = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        read_argument(parse, words, i, offset);
        offset += words[i].size() + 1;
    }
    return query;
}

Problem query_problem(const Query& query, const QueryPlace& place, std::string message,
                      std::vector<std::string> hints) {
    const QueryText& in = query.texts[place.text];
    const std::string_view text = in.text;
    const std::size_t offset = std::min(place.offset, text.size());
    Problem problem;
    problem.file = in.name;
    problem.line = 1;
    problem.column = count_characters(text.substr(0, offset)) + 1;
    problem.message = std::move(message);
    problem.excerpt = in.text;
    problem.length = std::max<std::size_t>(1, count_characters(text.substr(offset, place.length)));
    problem.hints = std::move(hints);
    return problem;
}

}  // namespace gw
