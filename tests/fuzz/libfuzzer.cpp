// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer's entry to a target.
#include "property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    gw::fuzz::check_input({reinterpret_cast<const char*>(data), size});
    return 0;
}
