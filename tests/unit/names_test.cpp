// SPDX-License-Identifier: Apache-2.0
#include "text/names.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "text/text.h"

namespace {

std::string encode(std::uint32_t code) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    const auto tail = [&](int shift) { return byte(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | (code >> 6)), tail(0)};
    if (code < 0x10000) return {byte(0xE0 | (code >> 12)), tail(6), tail(0)};
    return {byte(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
}

rc::Gen<std::string> mixed_scripts() {
    const auto part = rc::gen::element<std::string>(
        "a", "B", "é", "e\u0301", "Đ", "ø", "æ", "ı", "İ", "ß", "ﬁ", "Ａ", "™", "'", "’", "´", ".",
        "-", "&", " ", "\u00A0", "\n", "\x01", "inc", "Co.", " Ltd", " AG", "S.A.", "ギ", "ｷﾞ",
        "キ", "\u3099", "\u309B", "株式会社", "㈱", "(주)", "㈜", "주식회사", "한",
        "\u1112\u1161\u11AB", "شركة", " شركة ", "أ", "\u0640", "\u0649", "\u064B", "٣", "۴",
        "ש\u05C1", "Công ty ", "tập đoàn", "क\u093C", "ก\u0E31", "\u0301", "\u0327", "\u0345", "ᾳ",
        "\u20DD", "\u200D", "\uFEFF", "\u0600", "Σ", "ς", "й", "ё", "\u1160", "\U0001F600",
        "\u0903", "½", "…");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(part),
                        [](const std::vector<std::string>& parts) {
                            std::string text;
                            for (const std::string& one : parts)
                                text += one;
                            return text;
                        });
}

}  // namespace

TEST_CASE("names: spellings of one name have one key") {
    struct Case {
        std::string key;
        std::vector<std::string> spellings;
    };
    const std::vector<Case> cases = {
        {"openai",
         {"OpenAI", "OPENAI", "OpenAI, Inc.", "OpenAI LP", "openai l.l.c.", "ＯｐｅｎＡＩ",
          "OpenAI™", " OpenAI\u00A0", "Open\u00ADAI", "Open\u200BAI", "OpenAI®"}},
        {"openai opco", {"OpenAI OpCo, LLC", "OpenAI OpCo LLC", "openai-opco"}},
        {"oracle", {"Oracle", "Oracle Corp.", "ORACLE CORPORATION", "Oracle\u00A0Corp"}},
        {"jpmorgan chase", {"JPMorgan Chase", "JPMorgan Chase & Co.", "JPMorgan-Chase"}},
        {"moodys", {"Moody's", "Moody’s", "Moodyʼs", "Moody`s", "Moody´s", "MOODYS"}},
        {"usa", {"U.S.A.", "USA", "U.S.A"}},
        {"telefonica", {"Telefónica, S.A.", "TELEFO\u0301NICA SA", "Telefonica"}},
        {"aker", {"Aker ASA", "AKER"}},
        {"nebius group", {"Nebius Group N.V.", "Nebius Group"}},
        {"eni", {"Eni S.p.A.", "ENI SPA"}},
        {"tsmc", {"TSMC Co., Ltd.", "TSMC"}},
        {"strasse", {"Straße GmbH", "STRASSE"}},
        {"orsted", {"Ørsted", "Orsted AS", "ørsted"}},
        {"lodz", {"Łódź", "lodz"}},
        {"isik", {"Işık", "ISIK", "IŞIK", "ışık"}},
        {"oeuvre aether", {"Œuvre Æther", "oeuvre aether", "ŒUVRE ǼTHER"}},
        {"viettel",
         {"Tập đoàn Viettel", "Ta\u0323\u0302p đoa\u0300n Viettel", "Công ty Viettel", "VIETTEL",
          "TẬP ĐOÀN VIETTEL"}},
        {"αβγσ", {"ΆΒΓΣ", "αβγς", "άβγσ"}},
        {"яндекс", {"Яндекс", "ЯНДЕКС"}},
        {"иота", {"Йота", "И\u0306ота"}},
        {"اوراكل", {"أوراكل", "اوراكل", "شركة أوراكل", "أوراكـل", "أُوراكل"}},
        {"الاتصالات", {"شركة الاتصالات", "شركة \u200Fالاتصالات", "الاتصالات"}},
        {"مكتبه علي 42", {"مكتبة على ٤٢", "مكتبه علي ۴۲"}},
        {"שלום", {"שָׁלוֹם", "שלום"}},
        {"ソフトバンク",
         {"ソフトバンク", "ソフトバンク株式会社", "株式会社ソフトバンク", "ｿﾌﾄﾊﾞﾝｸ㈱",
          "(株)ソフトバンク", "ソフトハ\u3099ンク", "㍿ソフトバンク", "ソフトバンク 株式会社"}},
        {"카카오",
         {"카카오", "(주)카카오", "㈜카카오", "주식회사 카카오", "카카오(주)", "카카오 주식회사",
          "카카오주식회사", "\u110F\u1161\u110F\u1161\u110B\u1169"}},
        {"三菱ufj", {"三菱UFJ", "三菱ＵＦＪ"}},
    };
    for (const Case& c : cases) {
        for (const std::string& spelling : c.spellings) {
            CAPTURE(spelling);
            CHECK(gw::fold_name(spelling) == c.key);
        }
    }
}

TEST_CASE("names: marks that make another letter are no accents") {
    CHECK(gw::fold_name("ソフトバンク") != gw::fold_name("ソフトハンク"));
    CHECK(gw::fold_name("हिन्दी") == "हिन्दी");
    CHECK(gw::fold_name("ที่") == "ที่");
    CHECK(gw::fold_name("ガ") != gw::fold_name("カ"));
    CHECK(gw::fold_name("株式会社\u3099ア") == "株式会社\u3099ア");  // nothing left for the mark
    CHECK(gw::fold_name("a\u20DD\u0301") == "a\u20DD");              // the accent is that of the a
}

TEST_CASE("names: characters that nobody sees are no part of a name") {
    CHECK(gw::fold_name("葛\U000E0100城") == "葛城");
    CHECK(gw::fold_name("Meta\uFE0F") == "meta");
    CHECK(gw::fold_name("می\u200Cخواهم") == gw::fold_name("میخواهم"));
    CHECK(gw::fold_name("\u0600أوراكل") == "اوراكل");
}

TEST_CASE("names: every legal form is dropped after a name, and kept where it is the name") {
    const std::vector<std::string> forms = {
        "Inc", "Incorporated", "Corp", "Corporation", "Co",   "Company", "LLC", "LLP",
        "Ltd", "Limited",      "PLC",  "PBC",         "LP",   "SpA",     "Srl", "GmbH",
        "AG",  "SE",           "SA",   "SAS",         "SARL", "NV",      "BV",  "KK",
        "AB",  "AS",           "ASA",  "Oy",          "Oyj",  "Pte",     "Pty", "PJSC"};
    for (const std::string& form : forms) {
        CAPTURE(form);
        const std::string alone = gw::fold_name(form);
        CHECK(gw::fold_name("Acme " + form) == "acme");
        CHECK(gw::fold_name("Acme, " + form + ".") == "acme");
        CHECK(gw::fold_name("Acme " + form + " Ltd") == "acme");
        CHECK(gw::fold_name("Acme" + form) == "acme" + alone);
        CHECK(gw::fold_name(form + " Acme") == alone + " acme");
        CHECK(alone.size() == form.size());
        CHECK(gw::fold_name(form + " " + form) == alone);
    }
    for (const std::string form : {"株式会社", "주식회사", "شركه", "cong ty", "tap doan"}) {
        CHECK(gw::fold_name(form) == form);
        CHECK(gw::fold_name(form + " acme") == "acme");
    }
    CHECK(gw::fold_name("㈱") == "株");
    CHECK(gw::fold_name("Carlyle Group") == "carlyle group");
    CHECK(gw::fold_name("Arm Holdings") == "arm holdings");
}

TEST_CASE("names: a name of punctuation alone and bytes that are not UTF-8 have no key") {
    for (const std::string name : {"", " ", "...", "'", "+++", "™", "\u200B", "\u0301", "a\xFF"}) {
        CHECK(gw::fold_name(name).empty());
    }
}

TEST_CASE("names: names of different parties keep different keys") {
    const std::vector<std::string> parties = {"SK hynix",
                                              "SK Telecom",
                                              "SKT",
                                              "SB Energy",
                                              "SB OpenAI Japan",
                                              "SoftBank",
                                              "SoftBank Group",
                                              "OpenAI",
                                              "OpenAI Foundation",
                                              "OpenAI OpCo LLC",
                                              "Stargate (joint venture)",
                                              "Meta",
                                              "Meta Platforms",
                                              "Aker",
                                              "Aker Nscale",
                                              "Nscale",
                                              "Hut 8",
                                              "Hut",
                                              "G42",
                                              "MGX",
                                              "xAI",
                                              "SpaceXAI",
                                              "SpaceX",
                                              "AMD",
                                              "AMS",
                                              "AWS",
                                              "ARM",
                                              "Argentum AI",
                                              "Luma AI",
                                              "Mistral AI",
                                              "Scale AI",
                                              "Reflection AI",
                                              "みずほ銀行",
                                              "三井住友銀行",
                                              "三菱UFJ",
                                              "微软",
                                              "软银",
                                              "鸿海",
                                              "鴻海",
                                              "英特尔",
                                              "英伟达",
                                              "輝達",
                                              "جوجل",
                                              "غوغل",
                                              "إنتل",
                                              "إنفيديا",
                                              "SK하이닉스",
                                              "SK텔레콤",
                                              "Public Investment Fund"};
    std::map<std::string, std::string> keys;
    for (const std::string& party : parties) {
        const auto [other, is_new] = keys.emplace(gw::fold_name(party), party);
        CAPTURE(party, other->second);
        CHECK(is_new);
    }
}

TEST_CASE("names: a key is its own key") {
    CHECK(rc::check("mixed scripts", [] {
        const std::string key = gw::fold_name(*mixed_scripts());
        RC_ASSERT(gw::fold_name(key) == key);
        RC_ASSERT_FALSE(gw::find_invalid_utf8(key));
        RC_ASSERT_FALSE(key.starts_with(' '));
        RC_ASSERT_FALSE(key.ends_with(' '));
        RC_ASSERT(key.find("  ") == std::string::npos);
    }));
}

TEST_CASE("names: the key of every character, alone and among letters, is its own key") {
    for (std::uint32_t code = 1; code < 0x20000; ++code) {
        const bool ideograph = code >= 0x3400 && code < 0xA000;
        if (ideograph || (code >= 0xAC00 && code < 0xE000)) continue;
        const std::string character = encode(code);
        for (const std::string& name :
             {"a" + character + "\u0301", "カ" + character + "\u3099 x"}) {
            const std::string key = gw::fold_name(name);
            if (gw::fold_name(key) != key) FAIL("U+" << std::hex << code);
        }
    }
}

TEST_CASE("names: a slug is 1 to 64 characters of a-z, 0-9 and -") {
    for (const std::string slug : {"a", "0", "-", "aws-openai-38bn", "g42"}) {
        CHECK_FALSE(gw::check_slug(slug));
    }
    CHECK_FALSE(gw::check_slug(std::string(64, 'a')));
    for (int c = 1; c < 128; ++c) {
        const char letter = static_cast<char>(c);
        const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        CHECK(gw::check_slug(std::string("a") + letter).has_value() != fine);
    }
}

TEST_CASE("names: what is no slug is told one that would do") {
    struct Case {
        std::string text;
        std::string message;
        std::size_t offset;
        std::size_t length;
        std::string hint;
    };
    const std::string rule = "1 to 64 characters of a-z, 0-9 and -";
    const std::vector<Case> cases = {
        {"", "empty slug", 0, 0, rule},
        {"Open AI", "'Open AI' is not a slug", 0, 1, "open-ai"},
        {"aws_openai", "'aws_openai' is not a slug", 3, 1, "aws-openai"},
        {"Tập đoàn", "'Tập đoàn' is not a slug", 0, 1, "tap-doan"},
        {"caf\u00E9", "'café' is not a slug", 3, 2, "cafe"},
        {" a ", "' a ' is not a slug", 0, 1, "a"},
        {"Acme Inc", "'Acme Inc' is not a slug", 0, 1, "acme-inc"},
        {"軟體", "'軟體' is not a slug", 0, 3, rule},
        {"a\x1b", "'a\\x1b' is not a slug", 1, 1, "a"},
        {"a\xFF", "'a\\xff' is not a slug", 1, 1, rule},
        {std::string(70, 'a'), "slug of 70 characters, the most is 64", 64, 6,
         std::string(64, 'a')},
        {std::string(63, 'a') + "-b", "slug of 65 characters, the most is 64", 64, 1,
         std::string(63, 'a')},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto error = gw::check_slug(c.text);
        REQUIRE(error);
        CHECK(error->message == c.message);
        CHECK(error->offset == c.offset);
        CHECK(error->length == c.length);
        CHECK(error->hints == std::vector{c.hint});
        if (c.hint != rule) CHECK_FALSE(gw::check_slug(c.hint));
    }
}
