# What --version says of the build: the revision of the sources and the versions of the libraries, read from their headers.
set(GW_REVISION "" CACHE STRING "What --version calls the sources; empty: what git describe says, in an optimised build")
set(GW_DESCRIBED_REVISION "${GW_REVISION}")
if(NOT GW_REVISION AND CMAKE_BUILD_TYPE STREQUAL "Release" AND EXISTS "${CMAKE_SOURCE_DIR}/.git")
    execute_process(COMMAND git describe --always --tags WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
                    OUTPUT_VARIABLE GW_DESCRIBED_REVISION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND git rev-parse --git-path logs/HEAD WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
                    OUTPUT_VARIABLE log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    cmake_path(ABSOLUTE_PATH log BASE_DIRECTORY "${CMAKE_SOURCE_DIR}")
    if(EXISTS "${log}" AND NOT IS_DIRECTORY "${log}")  # a commit makes the next build look again
        set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${log}")
    endif()
endif()

# gw_header_version(OUTPUT HEADER MACRO...): the macros' numbers joined by dots, or "unknown".
function(gw_header_version output header)
    set(numbers "")
    foreach(macro IN LISTS ARGN)
        set(lines "")
        if(EXISTS "${header}")
            file(STRINGS "${header}" lines REGEX "#[ \t]*define[ \t]+${macro}[ \t]")
        endif()
        if(lines MATCHES "${macro}[ \t]+\"?([0-9.]+)")
            list(APPEND numbers "${CMAKE_MATCH_1}")
        endif()
    endforeach()
    list(JOIN numbers "." version)
    if(NOT version)
        set(version unknown)
    endif()
    set(${output} "${version}" PARENT_SCOPE)
endfunction()

gw_header_version(TOMLPLUSPLUS_VERSION "${TOMLPLUSPLUS_INCLUDE}/toml++/impl/version.h" TOML_LIB_MAJOR TOML_LIB_MINOR TOML_LIB_PATCH)
gw_header_version(CLP_VERSION "${CLP_INCLUDE}/coin/ClpConfig.h" CLP_VERSION)
gw_header_version(COINUTILS_VERSION "${CLP_INCLUDE}/coin/CoinUtilsConfig.h" COINUTILS_VERSION)
gw_header_version(LEMON_VERSION "${LEMON_INCLUDE}/lemon/config.h" LEMON_VERSION)
gw_header_version(XLSXWRITER_VERSION "${XLSXWRITER_INCLUDE}/xlsxwriter.h" LXW_VERSION)
configure_file(src/door/built_with.h.in "${CMAKE_BINARY_DIR}/built_with.h" @ONLY)
