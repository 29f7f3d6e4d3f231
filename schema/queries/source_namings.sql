-- one row per naming of a source: by a row of the book, or by a claim about one, under the row's name
select 'deals/' || deal, source from deals where source is not null
union all select 'events/' || deal, source from events where source is not null
union all select 'links/' || deal, source from links where source is not null
union all select 'legs/' || deal || '/' || leg, source from legs where source is not null
union all select 'flows/' || leg_deal || '/' || leg_leg, source from flows where source is not null
union all select 'tranches/' || tranche, source from tranches where source is not null
union all select 'milestones/' || tranche, source from milestones where source is not null
union all select 'quantities/' || deal, source from quantities where source is not null
union all select 'metrics/' || party, source from metrics where source is not null
union all select 'stakes/' || holder || '/' || company, source from stakes where source is not null
union all select subject, source from claims
order by 1, 2
