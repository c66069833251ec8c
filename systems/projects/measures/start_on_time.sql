-- name: 按期开工率 | Share of projects started on time
-- kind: projects
-- numerator: 其中在计划开工日（含批准调整）之前核实开工的项目 | Of those, projects started and confirmed before the planned day, as extended with approval
-- denominator: 计划开工日在期内的项目，和期内提前开工的项目 | Projects whose planned start lies in the period, or that started in it ahead of time
-- exclusions: 经批准剔除、停缓建中和终止的项目 | Projects left out with approval, suspended or cancelled
-- unit: %
-- scale: 1
-- group: 建设进度 | Progress
select
  m.id as id,
  case when c.stopped_at is not null and c.breached_at is null and c.stopped_at < :until then 1 else 0 end as numerator,
  1 as denominator,
  m.street as part
from matter m
join clock c on c.matter = m.id and c.deadline = 'start'
where m.state not in ('suspended', 'cancelled')
  and (
    (c.due_at >= :from and c.due_at < :until)
    or (c.stopped_at >= :from and c.stopped_at < :until)
  )
