file(GLOB_RECURSE sql_files RELATIVE "${SCHEMA}" "${SCHEMA}/*.sql")
list(SORT sql_files)
set(entries "")
foreach(sql_file IN LISTS sql_files)
    get_filename_component(folder "${sql_file}" DIRECTORY)
    get_filename_component(name "${sql_file}" NAME_WE)
    file(READ "${SCHEMA}/${sql_file}" text)
    string(APPEND entries "    {\"${folder}\", \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"schema.h\"\n\nnamespace gw {\nnamespace {\n"
    "constexpr SchemaFile kFiles[] = {\n${entries}};\n}  // namespace\n\n"
    "std::span<const SchemaFile> schema_files() { return kFiles; }\n\n}  // namespace gw\n")
