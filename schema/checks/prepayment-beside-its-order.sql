-- A prepayment stands beside an order of the same parties without being a part of it, so that both are counted.
-- @severity warning
select 'legs/' || p.deal || '/' || p.leg, 'a prepayment of ' || p.payer || ' to ' || p.payee || ' beside '
       || min(o.deal || '/' || o.leg) || ', within nothing: if that order is paid with it, it is counted twice; link it within'
from legs as p
join legs as o on o.deal = p.deal and o.payer = p.payer and o.payee = p.payee
  and o.kind in ('compute', 'hardware', 'lease', 'power', 'construction', 'service', 'licence')
where p.kind = 'prepayment'
  and not exists (select 1 from leg_links
                  where leg_deal = p.deal and leg_leg = p.leg and relation = 'within')
group by p.deal, p.leg
order by p.deal, p.leg;
