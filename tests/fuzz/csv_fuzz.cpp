// SPDX-License-Identifier: Apache-2.0
//
// What is read from CSV bytes, written and read again is the same; what is wrong stands on a line
// of the input; the guard against formulas is undone exactly.
#include <algorithm>
#include <vector>

#include "property.h"
#include "text/csv.h"

namespace gw::fuzz {
namespace {

using Records = std::vector<std::vector<std::string>>;

Records read_all(std::string_view input, std::vector<Problem>& problems) {
    CsvReader reader(input, "input.csv");
    Records records;
    for (std::vector<CsvCell> cells; reader.next(cells);) {
        std::vector<std::string>& record = records.emplace_back();
        for (const CsvCell& cell : cells)
            record.emplace_back(cell.text);
    }
    problems = reader.problems();
    return records;
}

}  // namespace

void check_input(std::string_view input) {
    std::vector<Problem> problems;
    const Records records = read_all(input, problems);
    const auto lines = static_cast<std::size_t>(std::count(input.begin(), input.end(), '\n')) + 1;
    for (const Problem& problem : problems)
        require(problem.line <= lines, "a problem stands on a line of the input");
    // Behind a header, since what begins a file may tell that it is another type: "PK\x03\x04".
    std::string written = "header\n";
    for (const auto& record : records) {
        append_csv_record(written, {record.begin(), record.end()});
        for (const std::string& cell : record)
            require(unguard_formula(guard_formula(cell)) == cell, "a guarded cell comes back");
    }
    std::vector<Problem> problems_again;
    Records again = read_all(written, problems_again);
    require(again.front() == Records::value_type{"header"}, "the header is read");
    again.erase(again.begin());
    require(again == records, "what was written is read the same");
    require(problems_again.empty(), "what was written has no problem");
}

}  // namespace gw::fuzz
