-- name: 建议办理率 | Suggestions dealt with
-- kind: livelihood.suggestion
-- numerator: 已采纳或已答复的建议数 | suggestions adopted or answered
-- denominator: 本期收集的建议数 | suggestions received in the period
-- exclusions: 按程序剔除的另列 | what is left out by procedure is shown apart
-- unit: %
-- scale: 2
-- group: 征集票决 | Collecting and voting
select
  m.id as id,
  cast(case when m.state in ('adopted', 'answered') and m.closed_at < :until then 1 else 0 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.domain as part
from matter m
where m.opened_at >= :from and m.opened_at < :until
