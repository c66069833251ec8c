-- name: 立案数 | Cases filed
-- kind: city_management
-- numerator: 期内立案的案卷，同一案卷只计一次 | Cases filed in the period, each once
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: 件
-- scale: 0
-- group: 受理和立案 | Receiving and filing
select
  m.id as id,
  1 as numerator,
  m.category as part
from matter m
where exists (select 1 from step s where s.matter = m.id and s.act = 'file' and s.at >= :from and s.at < :until)
