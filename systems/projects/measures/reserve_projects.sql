-- name: 谋划储备项目 | Projects in reserve
-- kind: projects
-- numerator: 现在在谋划清单和储备清单上的项目 | Projects that are on the list of ideas or of the reserve now
-- exclusions: 停缓建和终止的项目 | Suspended and cancelled projects
-- unit: 个
-- scale: 0
-- metric: reserve_projects
-- group: 四张清单 | The four lists
select
  m.id as id,
  1 as numerator,
  m.sector as part
from matter m
where m.state in ('planned', 'reserve', 'start_check')
  and m.opened_at < :until
