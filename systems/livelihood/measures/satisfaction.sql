-- name: 代表测评满意率 | Satisfied deputies
-- kind: livelihood
-- numerator: 满意和基本满意票数 | assessments that were satisfied
-- denominator: 本期办成项目的测评票数 | assessments of items verified in the period
-- exclusions: 未测评的项目 | items not assessed
-- unit: %
-- scale: 2
-- group: 结果 | Results
select
  m.id as id,
  cast(coalesce(m.satisfied, 0) as bigint) as numerator,
  cast(m.assessed as bigint) as denominator,
  m.lead as part
from matter m
where m.state_kind = 'done'
  and m.assessed is not null
  and m.closed_at >= :from and m.closed_at < :until
