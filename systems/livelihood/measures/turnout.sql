-- name: 参加表决率 | Turnout
-- kind: livelihood.vote
-- numerator: 投了票的代表人数，再次投票不重复计 | deputies who voted, each once however often they voted
-- denominator: 全体代表人数 | all deputies
-- exclusions: 未举行和取消的票决 | votes not held or called off
-- unit: %
-- scale: 2
-- group: 征集票决 | Collecting and voting
select
  m.id as id,
  cast((
    select count(distinct s.person) from step s where s.matter = m.id and s.act = 'ballot'
  ) as bigint) as numerator,
  cast(m.electors as bigint) as denominator
from matter m
where m.state = 'announced'
  and m.closed_at >= :from and m.closed_at < :until
