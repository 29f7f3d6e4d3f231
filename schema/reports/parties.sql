-- Every party with its group, its other spellings, and in how many legs it pays and is paid.
-- @title Parties
-- @views party_groups
-- @count pays is_paid
-- @drop aliases ticker country
with pays as (select payer as party, count(*) as legs from legs group by payer),
     is_paid as (select payee as party, count(*) as legs from legs group by payee)
select p.party, p.name, p.kind, g.group_party as "group", p.country, p.ticker,
       (select group_concat(alias, '; ') from (select alias from aliases a where a.party = p.party order by alias)) as aliases,
       ifnull(pays.legs, 0) as pays, ifnull(is_paid.legs, 0) as is_paid
from parties p
left join party_groups g using (party)
left join pays using (party)
left join is_paid using (party)
where :query is null or p.party in (select party from selected_parties)
order by p.party;
