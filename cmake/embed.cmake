# gw_embed_schema(OUTPUT): writes a C++ file that holds every .sql file below schema/ as {folder, name, text},
# sorted by folder and name. A changed or new file makes a plain rebuild write it again.
function(gw_embed_schema output)
    file(GLOB_RECURSE sql_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/schema/*.sql")
    list(SORT sql_files)
    string(MD5 names "${sql_files}")  # in the command, so that a file that is new here but old by its date is embedded, too
    add_custom_command(
        OUTPUT "${output}"
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DSCHEMA=${CMAKE_SOURCE_DIR}/schema -DNAMES=${names}
                -P ${CMAKE_SOURCE_DIR}/cmake/write_schema.cmake
        DEPENDS ${sql_files} "${CMAKE_SOURCE_DIR}/cmake/write_schema.cmake"
        COMMENT "Embedding schema/" VERBATIM)
endfunction()
