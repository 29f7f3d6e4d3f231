# SQLite, linked in where its static library is there and the build is optimised: loading it costs every command a quarter
# of a millisecond, more than reading a small book does. A package leaves it shared, so that the distribution mends it. One
# target for the program and the tests, so that both have one copy.
option(GW_STATIC_SQLITE "Link SQLite into an optimised build" ON)
find_package(SQLite3 3.38 REQUIRED)
add_library(gw_sqlite INTERFACE)
find_library(SQLITE_STATIC NAMES libsqlite3.a)
find_library(MATH_LIBRARY NAMES m)
if(GW_STATIC_SQLITE AND SQLITE_STATIC AND MATH_LIBRARY AND CMAKE_BUILD_TYPE STREQUAL "Release")
    target_include_directories(gw_sqlite SYSTEM INTERFACE ${SQLite3_INCLUDE_DIRS})
    target_link_libraries(gw_sqlite INTERFACE ${SQLITE_STATIC} ${MATH_LIBRARY} ${CMAKE_DL_LIBS})
else()
    target_link_libraries(gw_sqlite INTERFACE SQLite::SQLite3)
endif()
