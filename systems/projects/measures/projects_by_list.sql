-- name: 各清单项目数 | Projects on each list
-- kind: projects
-- numerator: 现在在四张清单上的项目 | Projects that are on one of the four lists now
-- exclusions: 停缓建和终止的项目不在清单上 | Suspended and cancelled projects are on no list
-- unit: 个
-- scale: 0
-- group: 四张清单 | The four lists
select
  m.id as id,
  1 as numerator,
  case
    when m.state = 'planned' then '谋划'
    when m.state in ('reserve', 'start_check') then '储备'
    when m.state in ('started', 'building', 'finish_check') then '开工'
    else '投产'
  end as part
from matter m
where m.state not in ('suspended', 'cancelled')
  and m.opened_at < :until
