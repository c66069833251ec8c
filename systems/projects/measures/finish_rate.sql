-- name: 竣工率 | Share of projects finished
-- kind: projects
-- numerator: 期末前经项目办核验竣工的项目 | Of those, projects whose finish the project office verified before the period's end
-- denominator: 计划竣工日在本年的项目 | Projects whose planned finish lies in the year
-- exclusions: 经批准剔除的项目；申报未核验的不算竣工 | Projects left out with approval; a finish that is only reported does not count
-- unit: %
-- scale: 1
-- group: 建设进度 | Progress
select
  m.id as id,
  case when exists (
    select 1 from step s where s.matter = m.id and s.act = 'verify_finish' and s.at < :until
  ) then 1 else 0 end as numerator,
  1 as denominator,
  m.street as part
from matter m
where m.opened_at < :until
  and substr(m.planned_finish, 1, 4) = substr(:until, 1, 4)
