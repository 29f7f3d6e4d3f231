// SPDX-License-Identifier: Apache-2.0
//
// Exact decimals: the digits of a number, multiplied by a power of ten to an integer and back.
// Nothing rounds without saying so, and there is no floating point and no locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

inline constexpr std::string_view kDigits = "0123456789";

// A number of at least 0 by its digits: {"1", "25"} is 1.25. An empty part is 0.
struct Decimal {
    std::string whole;
    std::string fraction;
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

// digits or digits.digits without leading zeros: 0.5 and 5.0, but not .5, 5. or 007.
std::optional<Decimal> read_decimal(std::string_view text);

enum class Fit : std::uint8_t { kWhole, kNotWhole, kTooLarge };

struct Shifted {
    Fit fit = Fit::kTooLarge;
    std::int64_t value = 0;  // kNotWhole: the whole number below; kTooLarge: 0
};

// number times 10^power.
Shifted shift_point(const Decimal& number, int power);

// value divided by 10^power with every digit that is left, but no zeros at the end of a fraction.
// REQUIRES: power from 0 to 18.
std::string place_point(std::int64_t value, int power);

// The same and the plain digits ("-12") behind a text that is there already. Cost: some 60
// instructions, and no memory of its own.
void append_point(std::string& out, std::int64_t value, int power);
void append_integer(std::string& out, std::int64_t value);

// A decimal as rates and prices are kept, as text: above 0, at most 15 significant digits, at most
// 12 after the point.
bool is_kept_decimal(std::string_view text);

}  // namespace gw
