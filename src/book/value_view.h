// SPDX-License-Identifier: Apache-2.0
//
// A stored value whose text lies elsewhere: in the bytes of a file that is imported, in a batch of
// rows. What DbValue is where rows come by the million. Owns nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace gw {

// One member of a union has a value. NOLINTBEGIN(cppcoreguidelines-pro-type-member-init)
struct ValueView {
    enum class Kind : std::uint8_t { kNull, kInteger, kText };

    ValueView() = default;
    explicit ValueView(std::int64_t number) : kind(Kind::kInteger), integer(number) {}
    explicit ValueView(std::string_view bytes)
        : kind(Kind::kText), size(static_cast<std::uint32_t>(bytes.size())), data(bytes.data()) {}

    static ValueView of_day(std::string_view day) {
        ValueView view(day);
        view.is_day = true;
        return view;
    }

    bool is_null() const { return kind == Kind::kNull; }
    std::string_view text() const { return {data, size}; }  // REQUIRES kText

    Kind kind = Kind::kNull;
    bool is_day = false;     // whoever read the text knows it to be one, "2026-07-14"
    std::uint32_t size = 0;  // bytes of the text
    union {
        std::int64_t integer = 0;
        const char* data;
    };
};
// NOLINTEND(cppcoreguidelines-pro-type-member-init)

}  // namespace gw
