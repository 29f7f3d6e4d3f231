-- one row per tranche: the country of its site
select s.country
from tranches t
left join sites s on s.site = t.site
order by t.tranche
