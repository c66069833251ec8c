-- name: 受理数 | Cases received
-- kind: city_management
-- numerator: 期内受理的问题（采集员上报、热线转办、公众上报等） | Reports received in the period from all sources
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: 件
-- scale: 0
-- group: 受理和立案 | Receiving and filing
select
  m.id as id,
  1 as numerator,
  m.source as part
from matter m
where m.opened_at >= :from and m.opened_at < :until
