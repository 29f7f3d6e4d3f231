-- one row per leg: what counting needs
select deal, leg, payer, payee, kind, per, firmness, profile, currency, amount_lo, amount_hi, amount_approx, term_months, agreed_lo, agreed_hi, ended_lo, ended_hi, start_lo, start_hi, end_lo, end_hi
from legs
order by deal, leg
