-- name: 一次核查通过率 | Passed at the first check
-- kind: supervision
-- numerator: 第一次核查即通过的任务数 | tasks that passed their first check
-- denominator: 本期作出第一次核查结论的任务数 | tasks whose first check was concluded in the period
-- exclusions: 尚未核查的任务；按程序剔除的任务另列 | tasks not checked yet; tasks left out by procedure are shown apart
-- unit: %
-- scale: 2
-- group: 结果 | Results
with first_check as (
  select s.matter, min(s.sequence) as sequence
  from step s
  where s.act in ('pass', 'fail')
  group by s.matter
)
select
  m.id as id,
  cast(case when s.act = 'pass' then 1 else 0 end as bigint) as numerator,
  cast(1 as bigint) as denominator,
  m.lead as part
from matter m
join first_check f on f.matter = m.id
join step s on s.matter = f.matter and s.sequence = f.sequence
where s.at >= :from and s.at < :until
