# COIN-OR Clp for linear programmes, with the BLAS and LAPACK that it calls, linked in: loaded as shared libraries they
# nearly double the start-up of every command, whether it solves a programme or not. Where the static libraries are not
# there, the shared ones do.
find_path(CLP_INCLUDE coin/ClpSimplex.hpp REQUIRED)
set(names Clp CoinUtils bz2 z lapack blas)
set(CLP_LIBRARIES "")
foreach(name IN LISTS names)
    find_library(CLP_STATIC_${name} NAMES lib${name}.a)
    list(APPEND CLP_LIBRARIES ${CLP_STATIC_${name}})
endforeach()
if(CLP_LIBRARIES MATCHES "NOTFOUND")
    find_library(CLP_SHARED_Clp NAMES Clp REQUIRED)
    find_library(CLP_SHARED_CoinUtils NAMES CoinUtils REQUIRED)
    set(CLP_LIBRARIES ${CLP_SHARED_Clp} ${CLP_SHARED_CoinUtils})
endif()
add_library(gw_clp INTERFACE)
target_include_directories(gw_clp SYSTEM INTERFACE ${CLP_INCLUDE})
target_link_libraries(gw_clp INTERFACE ${CLP_LIBRARIES})
