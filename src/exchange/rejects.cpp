// SPDX-License-Identifier: Apache-2.0
#include "exchange/rejects.h"

#include <algorithm>
#include <map>
#include <utility>

#include "exchange/sheet_rows.h"

namespace gw {
namespace {

// The record that a problem lies in; 0: in none.
std::size_t record_of(const FileWithLines& file, const Problem& problem) {
    if (problem.file != file.name) return 0;
    const auto after = std::upper_bound(file.lines.begin(), file.lines.end(), problem.line);
    return after == file.lines.begin() ? 0 : *(after - 1);
}

// Sorts the problems of one round by the records that they lie in. Throws what lies in none.
void take(const FileWithLines& file, const Error& error,
          std::map<std::size_t, std::vector<std::string>>& reasons) {
    std::vector<Problem> elsewhere;
    for (const Problem& problem : error.problems()) {
        const std::size_t line = record_of(file, problem);
        if (line == 0)
            elsewhere.push_back(problem);
        else
            reasons[line].push_back(problem.message);
    }
    if (!elsewhere.empty()) throw Error(error.exit(), std::move(elsewhere), error.what());
}

}  // namespace

GoodRows import_good_rows(const Book& book, const Catalogue& catalogue, const FileWithLines& file,
                          const ImportTerms& terms,
                          const std::function<void(const GoodRows&)>& before_storing) {
    GoodRows good;
    std::map<std::size_t, std::vector<std::string>> reasons;
    ImportTerms trial = terms;
    trial.mode = WriteMode::kDryRun;
    const auto attempt = [&](const ImportTerms& how) {
        std::set<std::size_t> left_out;
        for (const auto& [line, why] : reasons)
            left_out.insert(line);
        std::vector<Problem> problems;
        const SheetFiles sheets = file.read(left_out, problems);
        good.result = import_sheets(book, catalogue, sheets, how, std::move(problems));
    };
    for (bool sound = false; !sound;) {
        const std::size_t before = reasons.size();
        try {
            attempt(trial);
            sound = true;
        } catch (const Error& error) {
            if (error.problems().empty()) throw;
            take(file, error, reasons);
            if (reasons.size() == before) throw;
            good.problems.insert(good.problems.end(), error.problems().begin(),
                                 error.problems().end());
        }
    }
    for (auto& [line, why] : reasons)
        good.rejects.push_back({line, why});
    std::stable_sort(good.problems.begin(), good.problems.end(),
                     [](const Problem& a, const Problem& b) {
                         return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                     });
    before_storing(good);
    if (terms.mode == WriteMode::kStore) attempt(terms);
    return good;
}

FileWithLines own_file(const Catalogue& catalogue, const std::filesystem::path& path) {
    if (path.extension() == ".json")
        throw Error(Exit::kUsage, "--skip-bad leaves out lines of a CSV file, not of JSON",
                    "gigawatch import without it names every row that is wrong");
    std::vector<Problem> problems;
    SheetFiles files = read_sheets(catalogue, {path}, problems);
    if (!problems.empty()) throw Error(Exit::kData, std::move(problems), "nothing was imported");
    Sheet sheet = std::move(files.sheets.front());
    FileWithLines file{sheet.name, {}, {}};
    CsvReader reader(sheet.bytes, sheet.name);
    CsvRow cells;
    reader.next(cells);
    while (reader.next(cells))
        file.lines.push_back(cells.front().line);
    if (!reader.problems().empty())
        throw Error(Exit::kData, reader.problems(),
                    "what breaks the form of the file cannot be skipped; nothing was imported");
    file.read = [sheet](const std::set<std::size_t>& left_out, std::vector<Problem>&) {
        SheetFiles read;
        read.sheets.push_back(sheet);
        read.sheets.front().left_out = left_out;
        return read;
    };
    return file;
}

}  // namespace gw
