// SPDX-License-Identifier: Apache-2.0
#include "cells/pasted_words.h"

#include <algorithm>

namespace gw {
namespace {

constexpr bool kEnglish = true;
constexpr bool kMultiplies = true;

constexpr Words kPastedWords[] = {
    // "billion" is a thousand million in English and Brazil, a million million elsewhere.
    {Role::kScale, 12, "tn|trn|trillion|trillions", kEnglish},
    {Role::kScale, 12, "t|tr|tril|trilhao|trilhoes|triliun|trilyon"},
    {Role::kScale, 12, "billionen|billones|billon|biliao|bilioes|biljoen|biljoner|billioner"},
    {Role::kScale, 12, "bilione|bilioni|bio|bln|трлн|триллион|триллиона|триллионов"},
    {Role::kScale, 12, "bilion|biliony|bilionow|billio|biljoona|biljoonaa|τρισ|τρισεκατομμυρια"},
    {Role::kScale, 12, "τρισεκατομμυριο|трильион|трильиона|трильионів|טריליון|تریلیون|ลานลาน"},
    {Role::kScale, 12, "兆|조|تريليون|تريليونات"},
    {Role::kScale, 9, "bn|bil|billion|billions", kEnglish},
    {Role::kScale, 9, "b|bi|bio|bln|bilhao|bilhoes|mrd|mlrd|mld|mia|md|mds|mdr"},
    {Role::kScale, 9, "milliard|milliards|milliarde|milliarden|milliarder|miljard|miljarden"},
    {Role::kScale, 9, "miljarder|miliardo|miliardi|miliar|milyar|ty|ti"},
    {Role::kScale, 9, "млрд|миллиард|миллиарда|миллиардов|مليار|مليارات|بليون"},
    {Role::kScale, 9, "miliard|miliardy|miliardow|miliardu|miliarda|miliarde|milliardok|miljardi"},
    {Role::kScale, 9,
     "bilion|miljardia|miljardit|δισ|δισεκ|δισεκατομμυρια|δισεκατομμυριο|мільярд|мільярди"},
    {Role::kScale, 9, "мільярдів|милиарда|милиарди|מיליארד|מיליארדי|میلیارد|अरब|พนลาน"},
    {Role::kScale, 8, "億|亿|억"},
    {Role::kScale, 7, "crore|crores|cr", kEnglish},
    {Role::kScale, 6, "mn|million|millions", kEnglish},
    {Role::kScale, 6, "m|mm|mi|mil|mill|mio|mln|tr|milhao|milhoes|millon|millones|millionen"},
    {Role::kScale, 6, "milione|milioni|miljoen|miljoner|millioner|trieu|juta|milyon"},
    {Role::kScale, 6, "млн|миллион|миллиона|миллионов|مليون|ملايين"},
    {Role::kScale, 6, "milion|miliony|milionow|milionu|miliona|milioane|millio|miljoona|miljoonaa"},
    {Role::kScale, 6,
     "miljonit|εκατ|εκατομμυρια|εκατομμυριο|мільион|мільиони|мільионів|מיליון|میلیون|ลาน"},
    {Role::kScale, 11, "แสนลาน"},
    {Role::kScale, 10, "หมนลาน"},
    {Role::kScale, 7, "करड", kEnglish},
    {Role::kScale, 5, "लख", kEnglish, kMultiplies},
    {Role::kScale, 5, "lakh|lakhs|lac", kEnglish, kMultiplies},
    {Role::kScale, 4, "万|萬|만", !kEnglish, kMultiplies},
    {Role::kScale, 3, "k"},
    {Role::kScale, 3, "thousand|thousands", kEnglish, kMultiplies},
    {Role::kScale, 3, "mil|mille|mila|tausend|tsd|nghin|ngan|ribu", !kEnglish, kMultiplies},
    {Role::kScale, 3, "тыс|тысяч|千|천|الف|الاف", !kEnglish, kMultiplies},
    {Role::kScale, 2, "hundred", kEnglish, kMultiplies},
    {Role::kScale, 2, "tram|百|백", !kEnglish, kMultiplies},
    {Role::kScale, 1, "十|십", !kEnglish, kMultiplies},

    {Role::kCurrency, 0, "$|us$|u.s.$|a$|c$|hk$|nt$|r$|s$|€|£|￡|¥|￥|₩|￦|₫|₹|rs|rmb|u.s.|us"},
    {Role::kCurrency, 0, "dollar|dollars|dollari|dolares|dolar|đo la|đo|do la|đong|dong|won|yen"},
    {Role::kCurrency, 0, "euro|euros|pound|pounds|sterling|yuan|reais|real|rupee|rupees"},
    {Role::kCurrency, 0, "us dollar|us dollars|us-dollar|us-dollars|dollari americani|đo la my"},
    {Role::kCurrency, 0, "dolares americanos|dollars americains|دولار امريكي"},
    {Role::kCurrency, 0, "franc|francs|円|元|美元|美金|人民币|日元|トル|달러|원|엔"},
    {Role::kCurrency, 0, "долларов|доллара|долл|руб|рублеи|евро|دولار|يورو|ريال|درهم"},

    {Role::kCurrency, 0,
     "δολαρια|ευρω|דולר|שקל|دلار|تومان|ریال|रपय|บาท|zł|złotych|kc|korun|forint|lei|rupiah|rp|lira|"
     "tl|₺|₪"},

    {Role::kUpTo, 0, "up to|at most|max|maximum|no more than|not more than|less than|under"},
    {Role::kUpTo, 0, "below|or less|<|<=|≤|bis zu|hochstens|maximal|fino a|al massimo|ate"},
    {Role::kUpTo, 0, "no maximo|hasta|como maximo|jusqu'a|au plus|toi đa|len đen|len toi"},
    {Role::kUpTo, 0, "以下|以内|最大|最高|최대|이하|حتى|до"},
    {Role::kAtLeast, 0, "at least|min|minimum|more than|over|above|exceeding|or more|>|>=|≥"},
    {Role::kAtLeast, 0, "mindestens|mehr als|uber|almeno|oltre|piu di|pelo menos|mais de"},
    {Role::kAtLeast, 0, "al menos|mas de|au moins|plus de|it nhat|hon|tren|至少|超过|超過|以上"},
    {Role::kAtLeast, 0, "최소|이상|على الاقل|اكثر من|не менее|более|свыше"},
    {Role::kAbout, 0, "about|around|approximately|approx|circa|ca|c|roughly|some|nearly|almost"},
    {Role::kAbout, 0, "estimated|est|≈|etwa|rund|ungefahr|cerca de|quase|aproximadamente"},
    {Role::kAbout, 0, "environ|pres de|khoang|gan|约|約|大约|およそ|약|حوالي|نحو|около"},

    {Role::kTo, 0, "to|bis|a|đen|den|至|الى"},
    {Role::kAnd, 0, "and|und|e|et|y|va|و"},
    {Role::kBetween, 0, "between|from|zwischen|von|tra|da|entre|giua|tu|بين|من|от|между"},
    {Role::kFiller, 0, "of|de|di|d'|des|'"},
};

}  // namespace

std::span<const Words> pasted_words() {
    return kPastedWords;
}

std::string_view words_for_unknown() {
    return "-|--|?|??|???|n/a|n.a|na|#n/a|nan|null|unknown|unk|undisclosed|not disclosed|"
           "not known|not stated|not available|unspecified|confidential|pending|tbd|tba|tbc|n.d|nd|"
           "to be determined|to be announced|unbekannt|k.a|keine angabe|offen|non divulgato|"
           "non comunicato|sconosciuto|ignoto|desconhecido|nao divulgado|desconocido|no divulgado|"
           "inconnu|non divulgue|non communique|khong ro|khong cong bo|chua cong bo|chua ro|"
           "неизвестно|未知|不明|未公开|未公開|未披露|非公開|未定|비공개|미정|미공개|غير معلن|"
           "غير معروف|غير محدد";
}

std::string_view next_spelling(std::string_view& list) {
    const std::string_view first = list.substr(0, list.find('|'));
    list.remove_prefix(std::min(list.size(), first.size() + 1));
    return first;
}

}  // namespace gw
