-- one row per leg: its own words and its deal's
select l.what, l.condition, l.note, d.title, d.note
from legs l
join deals d on d.deal = l.deal
order by l.deal, l.leg
