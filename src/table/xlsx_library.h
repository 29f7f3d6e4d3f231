// SPDX-License-Identifier: Apache-2.0
//
// libxlsxwriter, loaded when the first workbook is written: linked as a shared library, it and what
// it needs would lengthen the start of every command. Its types come from its header, so a call
// that does not fit does not compile.
#pragma once

#include <xlsxwriter.h>

namespace gw {

struct XlsxLibrary {
    decltype(&::workbook_new) workbook_new;
    decltype(&::workbook_close) workbook_close;
    decltype(&::workbook_add_worksheet) workbook_add_worksheet;
    decltype(&::workbook_add_format) workbook_add_format;
    decltype(&::workbook_set_properties) workbook_set_properties;
    decltype(&::worksheet_write_number) worksheet_write_number;
    decltype(&::worksheet_write_string) worksheet_write_string;
    decltype(&::worksheet_set_column) worksheet_set_column;
    decltype(&::worksheet_freeze_panes) worksheet_freeze_panes;
    decltype(&::worksheet_autofilter) worksheet_autofilter;
    decltype(&::format_set_bold) format_set_bold;
    decltype(&::format_set_num_format) format_set_num_format;
    decltype(&::format_set_align) format_set_align;
    decltype(&::lxw_strerror) lxw_strerror;
};

// Stays loaded to the end of the process. Throws Error kSystem if it is not installed.
const XlsxLibrary& xlsx_library();

}  // namespace gw
