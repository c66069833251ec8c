-- name: 办成民生实事 | Livelihood items fulfilled
-- kind: livelihood
-- numerator: 本期经核验办成的当选项目数 | elected items verified in the period
-- exclusions: 只报完成、尚未核验的项目；按程序剔除的另列 | items that are only reported as done; what is left out by procedure is shown apart
-- unit: 件
-- scale: 0
-- metric: livelihood_matters
-- group: 结果 | Results
select
  m.id as id,
  cast(1 as bigint) as numerator,
  m.lead as part
from matter m
where m.state_kind = 'done'
  and m.closed_at >= :from and m.closed_at < :until
