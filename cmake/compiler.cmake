# How every target is compiled: warnings as errors always, hardening where the build is optimised.
add_library(gw_compiler INTERFACE)
target_compile_options(gw_compiler INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # gcc 12 warns falsely about std::string + at -O2 and up: https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105329
    target_compile_options(gw_compiler INTERFACE -Wno-restrict)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # The same sources make the same bytes in any folder: script/package --twice.
    target_compile_options(gw_compiler INTERFACE "-ffile-prefix-map=${CMAKE_BINARY_DIR}=."
                           "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")
    target_compile_options(gw_compiler INTERFACE
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
        -fstack-clash-protection -fcf-protection)
    # The C++ library is linked in: resolving its symbols at every start costs more than most commands do.
    target_link_options(gw_compiler INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
        -static-libstdc++ -static-libgcc -Wl,--gc-sections)
    target_compile_options(gw_compiler INTERFACE -ffunction-sections -fdata-sections)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    include(CheckPIESupported)
    check_pie_supported(LANGUAGES CXX)
endif()
if(GW_SANITIZE)
    target_compile_options(gw_compiler INTERFACE -fsanitize=${GW_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(gw_compiler INTERFACE -fsanitize=${GW_SANITIZE})
endif()
if(GW_FUZZ)
    target_compile_options(gw_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()
