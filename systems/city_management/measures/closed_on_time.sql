-- name: 按期结案数 | Cases closed on time
-- kind: city_management
-- numerator: 应结案中处置没有超过时限并已结案的 | Of the cases to be closed, those closed whose handling kept its limit
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
  and m.state_kind = 'done' and m.closed_at < :until
  and c.breached_at is null
