file(GLOB_RECURSE sql_files RELATIVE "${SCHEMA}" "${SCHEMA}/*.sql")
list(SORT sql_files)
set(entries "")
foreach(sql_file IN LISTS sql_files)
    get_filename_component(folder "${sql_file}" DIRECTORY)
    get_filename_component(name "${sql_file}" NAME_WE)
    file(READ "${SCHEMA}/${sql_file}" text)
    string(APPEND entries "    {\"${folder}\", \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include <cassert>\n\n#include \"book/schema.h\"\n\nnamespace gw {\nnamespace {\n"
    "constexpr SchemaFile kFiles[] = {\n${entries}};\n}  // namespace\n\n"
    "std::span<const SchemaFile> schema_files() { return kFiles; }\n\n"
    "std::string_view schema_text(std::string_view folder, std::string_view name) {\n"
    "    for (const SchemaFile& file : kFiles)\n"
    "        if (file.folder == folder && file.name == name) return file.text;\n"
    "    assert(false && \"a .sql file of schema/ that is not there\");\n    return {};\n}\n\n}  // namespace gw\n")
