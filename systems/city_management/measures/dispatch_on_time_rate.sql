-- name: 按时派遣率 | Share dispatched on time
-- kind: city_management
-- numerator: 其中在派遣时限内派遣的 | Of those, cases dispatched within the limit
-- denominator: 期内派遣的案卷 | Cases dispatched in the period
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: %
-- scale: 2
-- group: 质量 | Quality
select
  m.id as id,
  case when c.breached_at is null then 1 else 0 end as numerator,
  1 as denominator,
  m.category as part
from matter m
join clock c on c.matter = m.id and c.deadline = 'dispatch'
where c.stopped_at >= :from and c.stopped_at < :until
