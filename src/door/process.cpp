// SPDX-License-Identifier: Apache-2.0
#include "door/process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace gw {

void prepare_process() {
    umask(077);
    int descriptor = 0;
    while (descriptor <= STDERR_FILENO) {  // open gives the lowest number that is free
        descriptor = ::open("/dev/null", O_RDWR);
        if (descriptor < 0) std::_Exit(EXIT_FAILURE);
    }
    ::close(descriptor);
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace gw
