// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx_library.h"

#include <fmt/core.h>

#include "text/error.h"

#ifndef GW_XLSX_SONAME

namespace gw {

const XlsxLibrary& xlsx_library() {  // linked in
    static const XlsxLibrary library{::workbook_new,
                                     ::workbook_close,
                                     ::workbook_add_worksheet,
                                     ::workbook_add_format,
                                     ::workbook_set_properties,
                                     ::worksheet_write_number,
                                     ::worksheet_write_string,
                                     ::worksheet_set_column,
                                     ::worksheet_freeze_panes,
                                     ::worksheet_autofilter,
                                     ::format_set_bold,
                                     ::format_set_num_format,
                                     ::format_set_align,
                                     ::lxw_strerror};
    return library;
}

}  // namespace gw

#else

#include <dlfcn.h>

namespace gw {
namespace {

[[noreturn]] void fail() {
    throw Error(Exit::kSystem, fmt::format("xlsx needs {}, which is not there", GW_XLSX_SONAME),
                "install libxlsxwriter, or write csv, which every spreadsheet opens");
}

template <typename Function>
void find(void* handle, const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(::dlsym(handle, name));
    if (function == nullptr) fail();
}

XlsxLibrary load() {
    void* handle = ::dlopen(GW_XLSX_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) fail();
    XlsxLibrary library{};
    find(handle, "workbook_new", library.workbook_new);
    find(handle, "workbook_close", library.workbook_close);
    find(handle, "workbook_add_worksheet", library.workbook_add_worksheet);
    find(handle, "workbook_add_format", library.workbook_add_format);
    find(handle, "workbook_set_properties", library.workbook_set_properties);
    find(handle, "worksheet_write_number", library.worksheet_write_number);
    find(handle, "worksheet_write_string", library.worksheet_write_string);
    find(handle, "worksheet_set_column", library.worksheet_set_column);
    find(handle, "worksheet_freeze_panes", library.worksheet_freeze_panes);
    find(handle, "worksheet_autofilter", library.worksheet_autofilter);
    find(handle, "format_set_bold", library.format_set_bold);
    find(handle, "format_set_num_format", library.format_set_num_format);
    find(handle, "format_set_align", library.format_set_align);
    find(handle, "lxw_strerror", library.lxw_strerror);
    return library;
}

}  // namespace

const XlsxLibrary& xlsx_library() {
    static const XlsxLibrary library = load();
    return library;
}

}  // namespace gw

#endif
