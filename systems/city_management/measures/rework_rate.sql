-- name: 返工率 | Share of cases with rework
-- kind: city_management
-- numerator: 其中核查不通过或不予结案、退回重办过的 | Of those, cases that were sent back by the verification or at closing
-- denominator: 期内反馈处置完成过的案卷 | Cases reported as handled in the period
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: %
-- scale: 2
-- group: 质量 | Quality
select
  m.id as id,
  case when exists (
    select 1 from step s
    where s.matter = m.id and s.act in ('rework', 'refuse_close') and s.at >= :from and s.at < :until
  ) then 1 else 0 end as numerator,
  1 as denominator,
  m.lead as part
from matter m
where exists (select 1 from step s where s.matter = m.id and s.act = 'report_done' and s.at >= :from and s.at < :until)
