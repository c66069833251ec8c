-- name: 年度投资完成率（入统数） | Share of the year's investment done (as counted by statistics)
-- kind: projects
-- numerator: 列入年度计划的项目当年统计部门核定的投资 | Investment of the year counted by statistics for projects with a plan for it
-- denominator: 同一批项目的年度计划投资 | Planned investment of the same projects in the year
-- exclusions: 经批准剔除的项目；没有年度计划的项目不在分母里 | Projects left out with approval; a project without a plan for the year is not counted at all
-- unit: %
-- scale: 1
-- group: 投资 | Investment
select
  m.id as id,
  cast(sum(case when q.quantity = 'counted' then coalesce(q.actual, 0) else 0 end) as bigint) as numerator,
  cast(sum(case when q.quantity = 'investment' then coalesce(q.planned, 0) else 0 end) as bigint) as denominator,
  m.tier as part
from matter m
join quantity q on q.matter = m.id
where q.year = cast(substr(:until, 1, 4) as bigint)
  and m.opened_at < :until
group by m.id, m.tier
having sum(case when q.quantity = 'investment' then coalesce(q.planned, 0) else 0 end) > 0
