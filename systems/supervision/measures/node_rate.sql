-- name: 节点按期完成率 | Nodes met on time
-- kind: supervision.node
-- numerator: 应完成节点中经核查完成且未逾期的节点数 | nodes among those due which were checked and met in time
-- denominator: 本期到期的节点数，提前完成的按完成日计 | nodes due in the period; one met early counts on its day
-- exclusions: 已取消的节点；按程序剔除的节点另列 | cancelled nodes; nodes left out by procedure are shown apart
-- unit: %
-- scale: 2
-- group: 进度 | Progress
with owed as (
  select
    m.id,
    m.lead,
    m.state_kind,
    m.closed_at,
    c.breached_at,
    case when m.closed_at is not null and m.closed_at < c.due_at then m.closed_at else c.due_at end as falls_at
  from matter m
  join clock c on c.matter = m.id and c.deadline = 'due'
  where m.state_kind in ('open', 'done')
)
select
  o.id as id,
  cast(case when o.state_kind = 'done' and o.closed_at < :until and o.breached_at is null then 1 else 0 end as bigint)
    as numerator,
  cast(1 as bigint) as denominator,
  o.lead as part
from owed o
where o.falls_at >= :from and o.falls_at < :until
