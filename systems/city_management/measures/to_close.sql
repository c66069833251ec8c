-- name: 应结案数 | Cases to be closed
-- kind: city_management
-- numerator: 应结案：处置时限在期末前届满而期初尚未结案的，和期内提前结案的 | Cases to be closed: their limit ended before the period's end and they were open at its start, or they were closed in the period ahead of it
-- exclusions: 经批准剔除、缓办中、作废和退回待重新派遣的案卷 | Cases left out with approval, deferred, cancelled, or returned and to be dispatched anew
-- unit: 件
-- scale: 0
-- group: 结案 | Closing
select
  m.id as id,
  1 as numerator,
  m.lead as part
from matter m
join clock c on c.matter = m.id and c.deadline = 'handle'
where m.state not in ('cancelled', 'deferred', 'filed', 'reported', 'checking')
  and (
    (c.due_at < :until and (m.closed_at is null or m.closed_at >= :from))
    or (m.closed_at >= :from and m.closed_at < :until)
  )
