# cpack makes gigawatch_VERSION_ARCHITECTURE.deb: the program, its manual pages and completions, the worked book and the
# documents. What it depends on is read from the program itself (dpkg-shlibdeps). script/package shows that it installs,
# runs and comes out the same wherever it is built.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gigawatch)
set(CPACK_PACKAGE_VENDOR "the gigawatch project")
set(CPACK_PACKAGE_CONTACT "the gigawatch project <gigawatch@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "book of AI-infrastructure deals")
set(CPACK_PACKAGE_DESCRIPTION "Who promised whom what, for how much, until when, for how many gigawatts, by whose word:
a book of deals in one SQLite file, asked from the terminal. Unknown is never zero, nothing is counted twice, and every
figure leads to a source. The worked book is in /usr/share/gigawatch/ai-deals.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)  # whatever the umask
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS less)
if(DEFINED XLSXWRITER_NAME)
    # Opened by its name when the first workbook is written, so shlibdeps does not see it.
    execute_process(COMMAND dpkg-query --search "*/${XLSXWRITER_NAME}" OUTPUT_VARIABLE owner ERROR_QUIET)
    if(owner MATCHES "^([^:]+):")
        set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "less, ${CMAKE_MATCH_1}")
    endif()
endif()
include(CPack)
