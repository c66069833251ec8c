-- name: 一次核查通过率 | Share verified at once
-- kind: city_management
-- numerator: 其中一次都没有退回重办的 | Of those, cases that were never sent back
-- denominator: 期内结案的案卷 | Cases closed in the period
-- exclusions: 经批准剔除的案卷 | Cases left out with approval
-- unit: %
-- scale: 2
-- group: 质量 | Quality
select
  m.id as id,
  case when exists (
    select 1 from step s
    where s.matter = m.id and s.act in ('send_back', 'rework', 'refuse_close')
  ) then 0 else 1 end as numerator,
  1 as denominator,
  m.lead as part
from matter m
where m.state_kind = 'done'
  and m.closed_at >= :from and m.closed_at < :until
