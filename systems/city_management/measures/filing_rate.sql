-- name: 立案率 | Share of reports filed
-- kind: city_management
-- numerator: 其中已立案的 | Of those, reports that were filed by the period's end
-- denominator: 期内受理的问题 | Reports received in the period
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: %
-- scale: 2
-- group: 受理和立案 | Receiving and filing
select
  m.id as id,
  case when exists (select 1 from step s where s.matter = m.id and s.act = 'file' and s.at < :until) then 1 else 0 end as numerator,
  1 as denominator,
  m.street as part
from matter m
where m.opened_at >= :from and m.opened_at < :until
