-- name: 开工率 | Pieces started
-- kind: livelihood.part
-- numerator: 期末前已开工的件数 | pieces started before the end of the period
-- denominator: 承诺件数，含挂账和终止的 | pieces promised, parked and ended ones included
-- exclusions: 按程序剔除的另列 | what is left out by procedure is shown apart
-- unit: %
-- scale: 2
-- group: 进度 | Progress
select
  m.id as id,
  cast(case when exists (
    select 1 from step s where s.matter = m.id and s.act = 'start' and s.at < :until
  ) then m.pieces else 0 end as bigint) as numerator,
  cast(m.pieces as bigint) as denominator,
  m.lead as part
from matter m
where m.opened_at < :until
  and (m.closed_at is null or m.closed_at >= :from)
