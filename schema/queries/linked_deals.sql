-- one row per pair of deals that the book knows to have to do with each other
select deal, other from links
union
select leg_deal, other_deal from leg_links where leg_deal <> other_deal
order by 1, 2
