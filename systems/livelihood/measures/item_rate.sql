-- name: 项目办成率 | Items verified
-- kind: livelihood
-- numerator: 期末前经核验办成的当选项目数 | elected items verified before the end of the period
-- denominator: 当选项目数，含挂账和终止的 | elected items, parked and ended ones included
-- exclusions: 按程序剔除的另列 | what is left out by procedure is shown apart
-- unit: %
-- scale: 2
-- group: 结果 | Results
select
  m.id as id,
  cast(case when m.state_kind = 'done' and m.closed_at < :until then 1 else 0 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.lead as part
from matter m
where m.state in ('elected', 'doing', 'to_verify', 'rework', 'parked', 'verified', 'cancelled')
  and m.opened_at < :until
  and (m.closed_at is null or m.closed_at >= :from)
