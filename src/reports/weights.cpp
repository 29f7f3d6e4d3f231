// SPDX-License-Identifier: Apache-2.0
#include "reports/weights.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "text/error.h"
#include "text/suggest.h"

namespace gw {
namespace {

constexpr int kOne = 10'000;

std::string trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\"");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\"") - first + 1));
}

// "0.25" -> 2500; -1: no such weight.
int read_weight(std::string_view text) {
    const std::size_t point = text.find('.');
    std::string digits(text.substr(0, point));
    std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
    if (digits.empty() || digits.size() > 1 || fraction.size() > 4) return -1;
    fraction.resize(4, '0');
    int weight = 0;
    for (const char digit : digits + fraction) {
        if (digit < '0' || digit > '9') return -1;
        weight = weight * 10 + (digit - '0');
    }
    return weight <= kOne ? weight : -1;
}

[[noreturn]] void refuse(const std::string& file, std::size_t line, std::string message,
                         std::string hint) {
    throw Error(Exit::kUsage, fmt::format("{}:{}: {}", file, line, message), std::move(hint));
}

void read_line(const std::string& file, std::size_t number, const std::string& line,
               Weights& weights) {
    const std::string content = line.substr(0, line.find('#'));
    const std::size_t mark = content.find_first_of("=,");
    const std::string name = trim(content.substr(0, mark));
    if (name.empty() || name == "bucket") return;  // a blank line, a comment or a header
    const auto bucket = find_word(kBucketNames, name);
    if (!bucket)
        refuse(file, number, fmt::format("\"{}\" is no bucket", name),
               "committed, conditional, announced or talks");
    const std::string text =
        mark == std::string::npos ? std::string() : trim(content.substr(mark + 1));
    const int weight = read_weight(text);
    if (weight < 0)
        refuse(file, number, fmt::format("\"{}\" is no weight", text),
               "a decimal from 0 to 1 with at most four digits, such as 0.5");
    if (weights[*bucket] >= 0)
        refuse(file, number, fmt::format("{} has a weight already", name), "one line a bucket");
    weights[*bucket] = weight;
}

}  // namespace

Weights read_weights(const std::string& file) {
    std::ifstream in(file);
    if (!in)
        throw Error(Exit::kSystem, fmt::format("cannot read {}", file),
                    "a file with a line such as committed,1 for each bucket");
    Weights weights;
    weights.fill(-1);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number)
        read_line(file, number, line, weights);
    for (std::size_t bucket = 0; bucket < weights.size(); ++bucket)
        if (weights[bucket] < 0)
            throw Error(Exit::kUsage,
                        fmt::format("{} has no weight for {}", file, kBucketNames[bucket]),
                        fmt::format("a line such as {},0.5", kBucketNames[bucket]));
    return weights;
}

std::string weights_text(const Weights& weights) {
    std::string text;
    for (std::size_t bucket = 0; bucket < weights.size(); ++bucket) {
        std::string digits =
            fmt::format("{}.{:04}", weights[bucket] / kOne, weights[bucket] % kOne);
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.ends_with('.')) digits.pop_back();
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kBucketNames[bucket], digits);
    }
    return text;
}

Counted weighted(const Counted& counted, const Weights& weights) {
    Counted result = counted;
    const int weight = weights[index_of(*counted.bucket)];
    if (weight == 0) {
        result.amount = {0, 0, 0};
        result.unknown = false;
        result.unconverted = false;
        return result;
    }
    if (result.amount.lo) result.amount.lo = multiply_and_round(*result.amount.lo, weight, kOne);
    result.amount.stated = multiply_and_round(result.amount.stated, weight, kOne);
    if (result.amount.hi) result.amount.hi = multiply_and_round(*result.amount.hi, weight, kOne);
    return result;
}

}  // namespace gw
