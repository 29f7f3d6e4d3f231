// SPDX-License-Identifier: Apache-2.0
#include "cells/decimal.h"

#include <array>
#include <charconv>
#include <system_error>

namespace gw {
namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

// The digits of a number, held here.
class WordDigits {
public:
    explicit WordDigits(std::int64_t value)
        : size_(static_cast<std::size_t>(
              std::to_chars(digits_.data(), digits_.data() + digits_.size(), value).ptr -
              digits_.data())) {}
    std::string_view text() const { return {digits_.data(), size_}; }

private:
    std::array<char, 20> digits_{};  // of the lowest number, with its sign
    std::size_t size_;
};

}  // namespace

std::optional<Decimal> read_decimal(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (!is_digits(whole) || (whole.size() > 1 && whole.front() == '0')) return std::nullopt;
    if (point == std::string_view::npos) return Decimal{std::string(whole), ""};
    const std::string_view fraction = text.substr(point + 1);
    if (!is_digits(fraction)) return std::nullopt;
    return Decimal{std::string(whole), std::string(fraction)};
}

Shifted shift_point(const Decimal& number, int power) {
    std::string digits = number.whole + number.fraction;
    const auto places = static_cast<std::ptrdiff_t>(number.whole.size()) + power;
    const auto point = static_cast<std::size_t>(places < 0 ? 0 : places);
    if (digits.size() < point) digits.append(point - digits.size(), '0');

    Shifted shifted{Fit::kWhole, 0};
    const char* const end = digits.data() + point;
    if (point > 0 && std::from_chars(digits.data(), end, shifted.value).ec != std::errc())
        return {Fit::kTooLarge, 0};
    if (digits.find_first_not_of('0', point) != std::string::npos) shifted.fit = Fit::kNotWhole;
    return shifted;
}

std::string place_point(std::int64_t value, int power) {
    std::string text;
    append_point(text, value, power);
    return text;
}

void append_point(std::string& out, std::int64_t value, int power) {
    const auto places = static_cast<std::size_t>(power);
    const WordDigits word(value);
    std::string_view digits = word.text();
    if (value < 0) {
        out += '-';
        digits.remove_prefix(1);
    }
    const std::size_t whole = digits.size() > places ? digits.size() - places : 0;
    const std::size_t zeros = whole == 0 ? places - digits.size() : 0;  // behind the point
    if (whole == 0) out += '0';
    out += digits.substr(0, whole);
    const std::size_t last = digits.find_last_not_of('0');
    if (last == std::string_view::npos || last < whole) return;
    out += '.';
    out.append(zeros, '0');
    out += digits.substr(whole, last + 1 - whole);
}

void append_integer(std::string& out, std::int64_t value) {
    out += WordDigits(value).text();
}

bool is_kept_decimal(std::string_view text) {
    constexpr std::size_t kMostSignificant = 15;
    constexpr std::size_t kMostDecimals = 12;
    const auto number = read_decimal(text);
    if (!number || number->fraction.size() > kMostDecimals) return false;
    const std::string digits = number->whole + number->fraction;
    const std::size_t leading = digits.find_first_not_of('0');
    return leading != std::string::npos && digits.size() - leading <= kMostSignificant;
}

}  // namespace gw
