-- Payer and payee belong to one group, so that the leg drops out of every report.
-- @severity warning
-- @views party_groups
select 'legs/' || deal || '/' || leg, payer || ' and ' || payee || ' are both of the group ' || payers.group_party
       || ': the leg drops out of every report'
from legs
join party_groups as payers on payers.party = payer
join party_groups as payees on payees.party = payee
where payers.group_party = payees.group_party
order by legs.deal, legs.leg;
