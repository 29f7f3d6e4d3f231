// SPDX-License-Identifier: Apache-2.0
#include "exchange/json_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "text/csv.h"
#include "text/limits.h"

namespace gw {
namespace {

constexpr std::string_view kForm = R"(such as [{"deal": "big", "kind": "deal"}])";
constexpr std::string_view kBlanksAndMarks = " \t\r\n,:";
constexpr std::string_view kNumberCharacters = "+-.0123456789eE";

// Reads characters and keeps where it is, which the parser does not tell.
class PlacedInput {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    PlacedInput(const char* at, const char** place) : at_(at), place_(place) {}
    reference operator*() const { return *at_; }
    PlacedInput& operator++() {
        ++at_;
        if (place_ != nullptr) *place_ = at_;
        return *this;
    }
    PlacedInput operator++(int) {
        PlacedInput before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const PlacedInput& a, const PlacedInput& b) { return a.at_ == b.at_; }
    friend bool operator!=(const PlacedInput& a, const PlacedInput& b) { return !(a == b); }

private:
    const char* at_;
    const char** place_;
};

struct Fault {
    std::size_t at = 0;
    std::size_t length = 1;
    std::string message;
    std::string hint;
};

// What the parser meets, in its order. Every member returns whether to go on.
class RowHandler {
public:
    using Visit = std::function<void(JsonRow&)>;

    // From byte `begin`, on line `line`; if `one`, that is a row and nothing more is read.
    RowHandler(std::string_view bytes, std::size_t begin, std::size_t line, bool one,
               const Visit& visit)
        : bytes_(bytes),
          seen_(bytes.data() + begin),
          last_(begin),
          counted_(begin),
          line_(line),
          one_(one),
          in_list_(one),
          visit_(visit) {}

    bool parse() {
        const PlacedInput begin(seen_, &seen_);
        const PlacedInput end(bytes_.data() + bytes_.size(), nullptr);
        return nlohmann::json::sax_parse(begin, end, this);
    }
    const Fault& fault() const { return fault_; }

    bool null() { return add("", token_begin(), 4); }
    bool boolean(bool value) {
        return refuse(value ? 4 : 5, fmt::format("{} is no cell", value),
                      "a cell is text, a number or null");
    }
    bool number_integer(std::int64_t) { return number(); }
    bool number_unsigned(std::uint64_t) { return number(); }
    bool number_float(double, const std::string&) { return number(); }
    bool string(std::string& text) {
        const std::size_t at = token_begin() + 1;
        return add(std::move(text), at, place() - at - 1);
    }
    bool binary(std::vector<std::uint8_t>&) { return false; }  // is in no JSON text
    bool start_array(std::size_t) {
        if (in_row_ || in_list_)
            return refuse(1, in_row_ ? "a list is no cell" : "a list is no row",
                          std::string(kForm));
        in_list_ = true;
        last_ = place();
        return true;
    }
    bool end_array() { return true; }
    bool start_object(std::size_t) {
        if (!in_list_ || in_row_)
            return refuse(1, in_row_ ? "an object is no cell" : "the rows are no list",
                          std::string(kForm));
        in_row_ = true;
        row_.at = token_begin();
        line_ += static_cast<std::size_t>(
            std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                       bytes_.begin() + static_cast<std::ptrdiff_t>(row_.at), '\n'));
        counted_ = row_.at;
        row_.line = line_;
        row_.cells.clear();
        last_ = place();
        return true;
    }
    bool key(std::string& name) {
        row_.cells.push_back({std::move(name), "", token_begin() + 1, 0, 0});
        last_ = place();
        return true;
    }
    bool end_object() {
        in_row_ = false;
        last_ = place();
        visit_(row_);
        return !one_;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
        const std::size_t at = std::min(token_begin(), bytes_.size());
        if (fault_.message.empty())
            fault_ = {
                at, 1,
                at == bytes_.size() ? "the JSON ends before its end" : "not JSON from here on",
                std::string(kForm)};
        return false;
    }

private:
    std::size_t place() const { return static_cast<std::size_t>(seen_ - bytes_.data()); }

    // Where the token starts that was read last.
    std::size_t token_begin() const {
        return std::min(bytes_.find_first_not_of(kBlanksAndMarks, last_), bytes_.size());
    }

    bool refuse(std::size_t length, std::string message, std::string hint) {
        fault_ = {token_begin(), length, std::move(message), std::move(hint)};
        return false;
    }

    bool number() {
        const std::size_t at = token_begin();
        const std::size_t end =
            std::min(bytes_.find_first_not_of(kNumberCharacters, at), bytes_.size());
        return add(std::string(bytes_.substr(at, end - at)), at, end - at);
    }

    bool add(std::string text, std::size_t at, std::size_t length) {
        if (!in_row_) return refuse(length, "this is no row", std::string(kForm));
        JsonCell& cell = row_.cells.back();
        cell.text = std::move(text);
        cell.at = at;
        cell.length = length;
        const std::size_t end = at + length;
        last_ = end < bytes_.size() && bytes_[end] == '"' ? end + 1 : end;
        return true;
    }

    std::string_view bytes_;
    const char* seen_;     // behind the last character that the parser took
    std::size_t last_;     // behind the last token
    std::size_t counted_;  // line_ is the line of this byte
    std::size_t line_;
    bool one_;
    bool in_list_;
    bool in_row_ = false;
    JsonRow row_;
    const Visit& visit_;
    Fault fault_;
};

}  // namespace

JsonRows::JsonRows(std::string bytes, std::string file)
    : bytes_(std::move(bytes)), file_(std::move(file)) {}

Problem JsonRows::problem_at(const JsonRow& row, std::size_t at, std::size_t length,
                             std::string message, std::vector<std::string> hints) const {
    const std::string_view rest = std::string_view(bytes_).substr(row.at);
    const CsvReader places(bytes_, file_);
    return places.problem_at({rest, std::max<std::size_t>(row.line, 1), row.at, false}, at - row.at,
                             length, std::move(message), std::move(hints));
}

void JsonRows::read(const std::function<void(const JsonRow&)>& visit,
                    std::vector<Problem>& problems) const {
    const auto check = [&](const JsonRow& row) {
        const std::size_t before = problems.size();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const JsonCell& cell = row.cells[i];
            const auto same = [&](const JsonCell& other) { return other.column == cell.column; };
            const auto end = row.cells.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::any_of(row.cells.begin(), end, same))
                problems.push_back(
                    problem_at(row, cell.column_at, cell.column.size(),
                               fmt::format("column \"{}\" stands twice in one row", cell.column),
                               {"keep one of them"}));
            if (cell.text.size() > kLargestCell)
                problems.push_back(problem_at(
                    row, cell.at, 1, fmt::format("cell longer than {} bytes", kLargestCell)));
            if (cell.text.find('\0') != std::string::npos)
                problems.push_back(problem_at(row, cell.at, cell.length, "NUL byte",
                                              {"text in the book has none"}));
        }
        return problems.size() == before;
    };
    std::size_t rows = 0;
    RowHandler::Visit next = [&](JsonRow& row) {
        ++rows;
        if (rows <= kMostRows && check(row)) visit(row);
    };
    RowHandler handler(bytes_, 0, 1, false, next);
    if (!handler.parse()) {
        const Fault& fault = handler.fault();
        problems.push_back(problem_at({}, fault.at, fault.length, fault.message, {fault.hint}));
    }
    if (rows > kMostRows) {
        Problem problem;
        problem.file = file_;
        problem.message = fmt::format("more than {} rows", kMostRows);
        problems.push_back(std::move(problem));
    }
}

JsonRow JsonRows::row_at(std::size_t at, std::size_t line) const {
    JsonRow found;
    const RowHandler::Visit take = [&](JsonRow& row) { found = std::move(row); };
    RowHandler handler(bytes_, at, line, true, take);
    handler.parse();
    return found;
}

}  // namespace gw
