// SPDX-License-Identifier: Apache-2.0
//
// A number that may be missing, in the bytes of the number alone: books have millions of dates and
// amounts, most of them with two ends. Used as std::optional is, and turns into one and back. Its
// lowest number stands for none, so that one cannot be held: no day and no figure of a book is it.
#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <optional>

namespace gw {

__extension__ typedef __int128 Int128;

// What stands for "none": specialised for each T. A type without one does not compile.
template <class T>
inline constexpr T kNone = T::kNone;
template <>
inline constexpr std::int64_t kNone<std::int64_t> = INT64_MIN;
template <>
inline constexpr Int128 kNone<Int128> = static_cast<Int128>(1) << 126 << 1;

template <class T>
class Maybe {
public:
    constexpr Maybe() = default;
    constexpr Maybe(std::nullopt_t) {}
    constexpr Maybe(T value) : value_(value) { assert(value != kNone<T>); }
    constexpr Maybe(const std::optional<T>& value) : Maybe(value ? Maybe(*value) : Maybe()) {}
    template <std::same_as<bool> Truth>
    Maybe(Truth) = delete;  // a truth is no number

    constexpr operator std::optional<T>() const {
        return has_value() ? std::optional<T>(value_) : std::nullopt;
    }

    constexpr bool has_value() const { return value_ != kNone<T>; }
    // A template, so that it turns into no number.
    template <std::same_as<bool> Truth>
    constexpr explicit operator Truth() const {
        return has_value();
    }
    constexpr T operator*() const {
        assert(has_value());
        return value_;
    }
    constexpr T& operator*() {
        assert(has_value());
        return value_;
    }
    constexpr T value_or(T otherwise) const { return has_value() ? value_ : otherwise; }
    constexpr void reset() { value_ = kNone<T>; }

    friend constexpr bool operator==(const Maybe&, const Maybe&) = default;

private:
    T value_ = kNone<T>;
};

}  // namespace gw
