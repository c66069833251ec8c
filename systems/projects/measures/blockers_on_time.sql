-- name: 堵点按期解决率 | Share of blockers solved on time
-- kind: projects.blocker
-- numerator: 其中在时限内解决并经确认销号的堵点 | Of those, blockers solved in time and confirmed
-- denominator: 期内到期或期内销号的堵点 | Blockers that fell due in the period or were confirmed in it
-- exclusions: 经批准剔除、撤回和挂账中的堵点 | Blockers left out with approval, withdrawn or parked
-- unit: %
-- scale: 1
-- group: 堵点 | Blockers
select
  m.id as id,
  case when m.state_kind = 'done' and m.closed_at < :until and c.breached_at is null then 1 else 0 end as numerator,
  1 as denominator,
  m.lead as part
from matter m
join clock c on c.matter = m.id and c.deadline = 'solve'
where m.state not in ('withdrawn', 'parked')
  and (
    (c.due_at < :until and (m.closed_at is null or m.closed_at >= :from))
    or (m.closed_at >= :from and m.closed_at < :until)
  )
