-- name: 项目按期办成率 | Items verified in time
-- kind: livelihood
-- numerator: 应办成项目中经核验办成、完成时限未逾期且未被重新整改的项目数 | items among those due which were verified, not late, and not opened again
-- denominator: 本期到期的当选项目数，提前办成的按办成日计 | elected items due in the period; one verified early counts on its day
-- exclusions: 挂账和终止的项目；按程序剔除的另列 | parked and ended items; what is left out by procedure is shown apart
-- unit: %
-- scale: 2
-- group: 结果 | Results
with owed as (
  select
    m.id,
    m.lead,
    m.state_kind,
    m.closed_at,
    c.breached_at,
    case when m.closed_at is not null and m.closed_at < c.due_at then m.closed_at else c.due_at end as falls_at,
    (select count(*) from step s where s.matter = m.id and s.act = 'reopen') as reopened
  from matter m
  join clock c on c.matter = m.id and c.deadline = 'due'
  where m.state_kind in ('open', 'done')
)
select
  o.id as id,
  cast(case
    when o.state_kind = 'done' and o.closed_at < :until and o.breached_at is null and o.reopened = 0 then 1
    else 0
  end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  o.lead as part
from owed o
where o.falls_at >= :from and o.falls_at < :until
