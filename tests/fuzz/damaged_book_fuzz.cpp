// SPDX-License-Identifier: Apache-2.0
//
// Whatever bytes of a book are changed, a command answers or refuses: no crash, no hang, and no
// exit code beside those of the contract. The input is changes, five bytes each: where, and to
// what.
#include "property.h"
#include "scratch.h"

namespace gw::fuzz {
namespace {

std::string sound_book(const Scratch& scratch) {
    require(scratch.run({"init"}) == 0, "a book is made");
    std::filesystem::create_directory(scratch.at("first"));
    scratch.write(
        "first/parties.csv",
        "party,name,kind,parent\na,Alpha,company,\nb,Beta,company,\nc,Beta Cloud,company,b\n");
    scratch.write("first/deals.csv", "deal,kind,title\nd,deal,One\ne,deal,Two\n");
    scratch.write("first/events.csv", "deal,status,date\nd,signed,2025-01-01\ne,active,2025-02\n");
    scratch.write("first/legs.csv",
                  "deal,leg,payer,payee,kind,amount,currency,start,end\n"
                  "d,1,a,b,equity,10bn,USD,2025,2026\ne,1,b,a,compute,..20bn,USD,2025-07-01,2030\n"
                  "e,2,c,a,lease,,,,\n");
    scratch.write("first/tranches.csv", "tranche,deal,layer,power\nt,e,site,1.2GW\n");
    require(scratch.run({"import", scratch.at("first").string()}) == 0, "its rows are imported");
    return scratch.read("book.db");
}

std::string changed(std::string book, std::string_view changes) {
    for (; changes.size() >= 5; changes.remove_prefix(5)) {
        std::size_t at = 0;
        for (std::size_t i = 0; i < 4; ++i)
            at = at << 8 | static_cast<unsigned char>(changes[i]);
        book[at % book.size()] = changes[4];
    }
    return book;
}

}  // namespace

void check_input(std::string_view input) {
    static const Scratch scratch;
    static const std::string sound = sound_book(scratch);
    scratch.remove("book.db-journal");
    scratch.write("book.db", changed(sound, input));
    for (const char* command : {"exposure", "capacity", "loops", "check", "verify"}) {
        const int exit = scratch.run({command});
        require(exit == 0 || exit == 1 || exit == 3 || exit == 4,
                "the exit code is one of the contract");
    }
}

}  // namespace gw::fuzz
