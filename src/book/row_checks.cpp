// SPDX-License-Identifier: Apache-2.0
#include "book/row_checks.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "book/sql_tokens.h"

namespace gw {
namespace {

struct UnknownForm {};  // thrown by the parser at a form that it does not know

struct CheckedColumn {
    std::string name;
    CheckType type = CheckType::kInteger;
};

// Reads the columns and the CHECKs of a CREATE TABLE; throws UnknownForm.
class CheckParser {
public:
    CheckParser(std::string_view create, const std::vector<std::string>& stored,
                CheckProgram& program)
        : stored_(stored), program_(program) {
        SqlTokens tokens(create);
        do
            tokens_.push_back(tokens.next());
        while (tokens_.back().kind != SqlToken::Kind::kEnd);
    }

    void parse() {
        read_columns();
        for (at_ = 0; at_ + 1 < tokens_.size(); ++at_) {
            if (!now().is("check") || !tokens_[at_ + 1].is("(")) continue;
            at_ += 2;
            program_.checks.push_back(parse_or());
            if (!now().is(")")) throw UnknownForm{};
        }
    }

private:
    const SqlToken& now() const { return tokens_[at_]; }

    bool take(std::string_view word) {
        if (!now().is(word)) return false;
        ++at_;
        return true;
    }

    void expect(std::string_view word) {
        if (!take(word)) throw UnknownForm{};
    }

    // "name type" behind each comma of the outermost parentheses.
    void read_columns() {
        int depth = 0;
        for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
            const SqlToken& token = tokens_[i];
            const bool begins = (depth == 0 && token.is("(")) || (depth == 1 && token.is(","));
            if (token.is("(")) ++depth;
            if (token.is(")")) --depth;
            if (!begins) continue;
            const SqlToken& type = tokens_[i + 2];
            if (type.is("text"))
                columns_.push_back({std::string(tokens_[i + 1].text), CheckType::kText});
            if (type.is("integer"))
                columns_.push_back({std::string(tokens_[i + 1].text), CheckType::kInteger});
        }
    }

    int add(CheckNode node) {
        program_.nodes.push_back(node);
        return static_cast<int>(program_.nodes.size()) - 1;
    }

    CheckType type_of(int node) const {
        return program_.nodes[static_cast<std::size_t>(node)].type;
    }

    int parse_or() {
        int left = parse_and();
        while (take("or"))
            left = add({CheckOp::kOr, CheckType::kInteger, truthy(left), truthy(parse_and())});
        return truthy(left);
    }

    int parse_and() {
        int left = parse_not();
        while (take("and"))
            left = add({CheckOp::kAnd, CheckType::kInteger, truthy(left), truthy(parse_not())});
        return left;
    }

    int parse_not() {
        if (take("not")) return add({CheckOp::kNot, CheckType::kInteger, truthy(parse_not())});
        return parse_equality();
    }

    int truthy(int node) const {
        if (type_of(node) != CheckType::kInteger) throw UnknownForm{};
        return node;
    }

    int parse_equality() {
        int left = parse_comparison();
        for (;;) {
            if (take("=") || take("=="))
                left = join(CheckOp::kEqual, left, parse_comparison());
            else if (take("<>") || take("!="))
                left = join(CheckOp::kDiffers, left, parse_comparison());
            else if (take("is"))
                left = parse_is(left);
            else if (now().is("not") || now().is("in") || now().is("glob") || now().is("between"))
                left = parse_membership(left);
            else
                return left;
        }
    }

    int join(CheckOp op, int left, int right) {
        if (type_of(left) != type_of(right)) throw UnknownForm{};
        return add({op, CheckType::kInteger, left, right});
    }

    int parse_comparison() {
        int left = parse_operand();
        for (;;) {
            if (take("<"))
                left = join(CheckOp::kLess, left, parse_operand());
            else if (take("<="))
                left = join(CheckOp::kAtMost, left, parse_operand());
            else if (take(">"))
                left = join(CheckOp::kLess, parse_operand(), left);
            else if (take(">="))
                left = join(CheckOp::kAtMost, parse_operand(), left);
            else
                return left;
        }
    }

    // "is null", "is not null" and "x is date(x, '+0 days')", which a day is and nothing else.
    int parse_is(int left) {
        if (take("not")) {
            expect("null");
            return add({CheckOp::kNotNull, CheckType::kInteger, left});
        }
        if (take("null")) return add({CheckOp::kIsNull, CheckType::kInteger, left});
        expect("date");
        expect("(");
        const int day = parse_operand();
        expect(",");
        const CheckNode& node = program_.nodes[static_cast<std::size_t>(day)];
        const CheckNode& same = program_.nodes[static_cast<std::size_t>(left)];
        const bool known = now().kind == SqlToken::Kind::kText && now().text == "+0 days" &&
                           node.op == CheckOp::kColumn && same.op == CheckOp::kColumn &&
                           node.left == same.left && node.type == CheckType::kText;
        if (!known) throw UnknownForm{};
        ++at_;
        expect(")");
        return add({CheckOp::kIsDay, CheckType::kInteger, node.left});
    }

    int parse_membership(int left) {
        const bool negated = take("not");
        int found = 0;
        if (take("in"))
            found = parse_in(left);
        else if (take("glob"))
            found = parse_glob(left);
        else
            found = parse_between(left);
        return negated ? add({CheckOp::kNot, CheckType::kInteger, found}) : found;
    }

    int parse_in(int left) {
        expect("(");
        std::vector<ValueView> words;
        do {
            const int word = parse_operand();
            const CheckNode& node = program_.nodes[static_cast<std::size_t>(word)];
            if (node.op != CheckOp::kLiteral || node.type != type_of(left)) throw UnknownForm{};
            words.push_back(node.literal);
        } while (take(","));
        expect(")");
        program_.lists.push_back(std::move(words));
        return add(
            {CheckOp::kIn, CheckType::kInteger, left, static_cast<int>(program_.lists.size()) - 1});
    }

    int parse_glob(int left) {
        if (now().kind != SqlToken::Kind::kText || type_of(left) != CheckType::kText)
            throw UnknownForm{};
        auto pattern = GlobPattern::parse(now().text);
        if (!pattern) throw UnknownForm{};
        ++at_;
        program_.patterns.push_back(std::move(*pattern));
        return add({CheckOp::kGlob, CheckType::kInteger, left,
                    static_cast<int>(program_.patterns.size()) - 1});
    }

    int parse_between(int left) {
        expect("between");
        const int from = join(CheckOp::kAtMost, parse_operand(), left);
        expect("and");
        return add({CheckOp::kAnd, CheckType::kInteger, from,
                    join(CheckOp::kAtMost, left, parse_operand())});
    }

    int parse_operand() {
        if (take("(")) {
            const int inside = parse_or_value();
            expect(")");
            return inside;
        }
        const SqlToken token = now();
        ++at_;
        if (token.kind == SqlToken::Kind::kText) return literal(token.text);
        if (token.kind == SqlToken::Kind::kNumber) return number(token.text);
        if (token.kind == SqlToken::Kind::kEnd || token.kind == SqlToken::Kind::kMark)
            throw UnknownForm{};
        if (token.is("length") && take("(")) {
            const int inside = parse_operand();
            if (type_of(inside) != CheckType::kText) throw UnknownForm{};
            expect(")");
            return add({CheckOp::kLength, CheckType::kInteger, inside});
        }
        return column(token.text);
    }

    int parse_or_value() {
        const int left = parse_and();
        if (!now().is("or")) return left;
        int all = truthy(left);
        while (take("or"))
            all = add({CheckOp::kOr, CheckType::kInteger, all, truthy(parse_and())});
        return all;
    }

    int literal(std::string_view text) {
        if (text.find('\'') != std::string_view::npos) throw UnknownForm{};  // it stands twice
        program_.texts.push_back(std::make_unique<std::string>(text));
        return add(
            {CheckOp::kLiteral, CheckType::kText, -1, -1, ValueView(*program_.texts.back())});
    }

    int number(std::string_view digits) {
        std::int64_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size()) throw UnknownForm{};
        return add({CheckOp::kLiteral, CheckType::kInteger, -1, -1, ValueView(value)});
    }

    int column(std::string_view name) {
        const auto known = std::find_if(columns_.begin(), columns_.end(),
                                        [&](const CheckedColumn& one) { return one.name == name; });
        const auto at = std::find(stored_.begin(), stored_.end(), name);
        if (known == columns_.end() || at == stored_.end()) throw UnknownForm{};
        return add({CheckOp::kColumn, known->type, static_cast<int>(at - stored_.begin())});
    }

    std::vector<SqlToken> tokens_;
    std::size_t at_ = 0;
    const std::vector<std::string>& stored_;
    CheckProgram& program_;
    std::vector<CheckedColumn> columns_;
};

}  // namespace

std::optional<RowChecks> RowChecks::parse(std::string_view create,
                                          const std::vector<std::string>& stored) {
    RowChecks checks;
    try {
        CheckParser(create, stored, checks.program_).parse();
    } catch (const UnknownForm&) {
        return std::nullopt;
    }
    return checks;
}

bool RowChecks::settle(const ValueView* row, const std::vector<bool>& varies) {
    auto& checks = program_.checks;
    const auto settled = std::stable_partition(
        checks.begin(), checks.end(), [&](int check) { return program_.mentions(check, varies); });
    const bool held =
        std::all_of(settled, checks.end(), [&](int check) { return program_.holds(check, row); });
    checks.erase(settled, checks.end());
    return held;
}

bool RowChecks::hold(const ValueView* row) const {
    return std::all_of(program_.checks.begin(), program_.checks.end(),
                       [&](int check) { return program_.holds(check, row); });
}

}  // namespace gw
