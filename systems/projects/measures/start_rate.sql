-- name: 开工率 | Share of projects started
-- kind: projects
-- numerator: 期末前经项目办核实开工或结转在建的项目 | Of those, projects whose start the project office confirmed, or that it took over as works under way, before the period's end
-- denominator: 列入年度投资计划的项目 | Projects with planned investment in the year
-- exclusions: 经批准剔除的项目；申报未核实的不算开工 | Projects left out with approval; a start that is only reported does not count
-- unit: %
-- scale: 1
-- group: 建设进度 | Progress
select
  m.id as id,
  case when exists (
    select 1 from step s where s.matter = m.id and s.act in ('confirm_start', 'take_over') and s.at < :until
  ) then 1 else 0 end as numerator,
  1 as denominator,
  m.street as part
from matter m
where m.opened_at < :until
  and exists (
    select 1 from quantity q
    where q.matter = m.id and q.quantity = 'investment' and q.planned > 0
      and q.year = cast(substr(:until, 1, 4) as bigint)
  )
