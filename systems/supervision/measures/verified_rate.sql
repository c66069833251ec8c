-- name: 核查销号率 | Checked and struck off
-- kind: supervision
-- numerator: 期末前经核查销号的任务数 | tasks that were checked and struck off before the end of the period
-- denominator: 期末前立项交办的任务数，含挂账 | tasks handed out before the end of the period, parked ones included
-- exclusions: 待交办和已撤销的任务；按程序剔除的任务另列 | drafts and cancelled tasks; tasks left out by procedure are shown apart
-- unit: %
-- scale: 2
-- group: 结果 | Results
select
  m.id as id,
  cast(case when m.state_kind = 'done' and m.closed_at < :until then 1 else 0 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.lead as part
from matter m
where m.state_kind <> 'void'
  and m.state <> 'established'
  and m.opened_at < :until
  and (m.closed_at is null or m.closed_at >= :from)
