-- name: 缓办数 | Cases deferred
-- kind: city_management
-- numerator: 现在缓办（挂账）的案卷 | Cases that are deferred now
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: 件
-- scale: 0
-- group: 结案 | Closing
select
  m.id as id,
  1 as numerator,
  m.lead as part
from matter m
where m.state = 'deferred'
  and m.opened_at < :until
