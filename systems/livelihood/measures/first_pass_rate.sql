-- name: 一次核验通过率 | Passed at the first verification
-- kind: livelihood.part
-- numerator: 第一次核验即通过的事项数 | parts that passed their first verification
-- denominator: 本期作出第一次核验结论的事项数 | parts whose first verification was concluded in the period
-- exclusions: 尚未核验的；按程序剔除的另列 | parts not verified yet; what is left out by procedure is shown apart
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
