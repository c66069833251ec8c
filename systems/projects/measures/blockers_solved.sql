-- name: 堵点销号率 | Share of blockers solved
-- kind: projects.blocker
-- numerator: 期末前经项目办确认销号的堵点 | Of those, blockers whose solution the project office confirmed before the period's end
-- denominator: 期末前提出的堵点 | Blockers raised before the period's end
-- exclusions: 经批准剔除和撤回的堵点；只报告解决的不算 | Blockers left out with approval or withdrawn; one only reported as solved does not count
-- unit: %
-- scale: 1
-- group: 堵点 | Blockers
select
  m.id as id,
  case when m.state_kind = 'done' and m.closed_at < :until then 1 else 0 end as numerator,
  1 as denominator,
  m.category as part
from matter m
where m.opened_at < :until
  and m.state <> 'withdrawn'
