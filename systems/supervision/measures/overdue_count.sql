-- name: 逾期未办结 | Overdue and not done
-- kind: supervision
-- numerator: 期末办结时限已过、尚未核查销号的任务数 | tasks past their day and not struck off at the end of the period
-- exclusions: 挂账和已撤销的任务 | parked and cancelled tasks
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
