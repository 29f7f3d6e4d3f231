-- one row per tranche with a deal
select tranche, deal
from tranches
where deal is not null
