-- name: 入库纳统率 | Share of started projects in the statistics
-- kind: projects
-- numerator: 其中已入库纳统的项目 | Of those, projects that entered the statistics before the period's end
-- denominator: 期末前核实开工或结转在建的项目 | Projects whose start was confirmed, or that were taken over as works under way, before the period's end
-- exclusions: 经批准剔除和终止的项目 | Projects left out with approval or cancelled
-- unit: %
-- scale: 1
-- group: 建设进度 | Progress
select
  m.id as id,
  case when exists (
    select 1 from step s where s.matter = m.id and s.act in ('enter_statistics', 'take_over') and s.at < :until
  ) then 1 else 0 end as numerator,
  1 as denominator,
  m.sector as part
from matter m
where m.state <> 'cancelled'
  and exists (select 1 from step s where s.matter = m.id and s.act in ('confirm_start', 'take_over') and s.at < :until)
