-- name: 回头看合格率 | Held at the look-back
-- kind: supervision
-- numerator: 回头看后未重新办理的任务数 | tasks looked back at which were not opened again
-- denominator: 本期作过回头看的已销号任务数 | struck-off tasks that were looked back at in the period
-- exclusions: 未作回头看的任务；按程序剔除的任务另列 | tasks not looked back at; tasks left out by procedure are shown apart
-- unit: %
-- scale: 2
-- group: 结果 | Results
select
  m.id as id,
  cast(case when exists (
    select 1 from step s
    where s.matter = m.id and s.act = 'reopen' and s.at >= :from and s.at < :until
  ) then 0 else 1 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.lead as part
from matter m
where exists (
  select 1 from step s
  where s.matter = m.id and s.act in ('record_look_back', 'reopen') and s.at >= :from and s.at < :until
)
