-- name: 延期率 | Extended
-- kind: supervision
-- numerator: 本期获准延期的任务数，一件任务多次延期计一件 | tasks whose day was extended in the period, each once
-- denominator: 本期在办过的任务数 | tasks that were in hand at some time in the period
-- exclusions: 待交办和已撤销的任务 | drafts and cancelled tasks
-- unit: %
-- scale: 2
-- group: 进度 | Progress
select
  m.id as id,
  cast(case when exists (
    select 1 from step s
    where s.matter = m.id and s.act = 'grant_extension' and s.at >= :from and s.at < :until
  ) then 1 else 0 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.lead as part
from matter m
where m.state_kind <> 'void'
  and m.state <> 'established'
  and m.opened_at < :until
  and (m.closed_at is null or m.closed_at >= :from)
