-- name: 办结率 | Closed
-- kind: tiny
-- numerator: 期内办结的任务 | Tasks closed in the period
-- denominator: 期内立项的任务 | Tasks opened in the period
-- exclusions: 剔除的任务 | Tasks left out
-- unit: %
-- scale: 2

select m.id, case when m.state_kind = 'done' then 1 else 0 end as numerator, 1 as denominator
from matter m
where m.opened_at >= :from and m.opened_at < :until
