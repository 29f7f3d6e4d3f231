# fmt. No package has it as a static library, and the shared one brings the C++ library with it, whose loading costs every
# command a third of its start-up: where the build is optimised, what we use of it is made from its headers, once.
find_package(fmt REQUIRED)
add_library(gw_fmt INTERFACE)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    get_target_property(FMT_INCLUDE fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
    file(WRITE "${CMAKE_BINARY_DIR}/fmt_use.cpp" [[
#include <fmt/format.h>
int main(int count, char**) {
    return fmt::format("{:>{}} {} {:.3f} {}", "a", count, count, 0.5 * count, 0.5).size() > 9 ? 0 : 1;
}
]])
    try_compile(GW_FMT_FROM_HEADERS SOURCES "${CMAKE_BINARY_DIR}/fmt_use.cpp" "${CMAKE_SOURCE_DIR}/cmake/fmt_library.cpp"
                CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${FMT_INCLUDE}" CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
endif()
if(GW_FMT_FROM_HEADERS)
    add_library(gw_fmt_library STATIC cmake/fmt_library.cpp)
    target_include_directories(gw_fmt_library SYSTEM PUBLIC ${FMT_INCLUDE})
    target_link_libraries(gw_fmt_library PRIVATE gw_compiler)
    target_link_libraries(gw_fmt INTERFACE gw_fmt_library)
else()
    target_link_libraries(gw_fmt INTERFACE fmt::fmt)
endif()
