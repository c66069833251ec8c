-- name: 逾期未办成 | Overdue parts
-- kind: livelihood.part
-- numerator: 期末完成时限已过、尚未核验办成的事项数 | parts past their day and not verified at the end of the period
-- exclusions: 挂账和终止的 | parked and ended parts
-- unit: 件
-- scale: 0
-- group: 进度 | Progress
select
  m.id as id,
  cast(1 as bigint) as numerator,
  m.lead as part
from matter m
join clock c on c.matter = m.id and c.deadline = 'due'
where m.state_kind = 'open'
  and c.breached_at is not null
  and c.breached_at < :until
