-- name: 按期办结率 | Done on time
-- kind: supervision
-- numerator: 应办结任务中经核查销号、办结时限未逾期且未被回头看重启的任务数 | tasks among those that had to be done which were checked and struck off, not late, and not opened again by a look-back
-- denominator: 应办结任务数：本期到期的任务，以及提前销号的任务（按销号日计） | tasks that had to be done: due in the period, or struck off before their day (counted on the day they were struck off)
-- exclusions: 挂账、撤销、未设办结时限的任务；按程序剔除的任务另列 | parked and cancelled tasks and those without a day; tasks left out by procedure are shown apart
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
