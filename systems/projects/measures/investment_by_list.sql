-- name: 各清单总投资 | Total investment on each list
-- kind: projects
-- numerator: 现在在四张清单上的项目的总投资 | Total investment of the projects on one of the four lists now
-- exclusions: 停缓建和终止的项目、没有填总投资的项目 | Suspended and cancelled projects, and those without a total
-- unit: 万元
-- scale: 2
-- group: 四张清单 | The four lists
select
  m.id as id,
  m.total_investment as numerator,
  case
    when m.state = 'planned' then '谋划'
    when m.state in ('reserve', 'start_check') then '储备'
    when m.state in ('started', 'building', 'finish_check') then '开工'
    else '投产'
  end as part
from matter m
where m.state not in ('suspended', 'cancelled')
  and m.opened_at < :until
  and m.total_investment is not null
