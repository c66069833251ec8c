-- name: 重点项目完成投资 | Investment done in key projects
-- kind: projects
-- numerator: 列入年度计划的项目当年累计完成投资（责任单位报送） | Investment done in the year by projects with a plan for it, as their leads report
-- exclusions: 经批准剔除的项目；没有年度计划的项目 | Projects left out with approval; projects without a plan for the year
-- unit: 万元
-- scale: 2
-- metric: key_project_investment
-- group: 投资 | Investment
select
  m.id as id,
  cast(sum(coalesce(q.actual, 0)) as bigint) as numerator,
  m.tier as part
from matter m
join quantity q on q.matter = m.id
where q.year = cast(substr(:until, 1, 4) as bigint)
  and q.quantity = 'investment'
  and m.opened_at < :until
group by m.id, m.tier
having sum(coalesce(q.planned, 0)) > 0
