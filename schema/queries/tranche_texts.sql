-- one row per tranche: its own words and its deal's
select t.label, t.note, d.title, d.note
from tranches t
left join deals d on d.deal = t.deal
order by t.tranche
