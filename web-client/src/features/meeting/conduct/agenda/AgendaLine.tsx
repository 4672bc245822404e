import { IconListNumbers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Band } from '../../layout/Band.tsx'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './Agenda.module.css'
import { AgendaTime } from './AgendaTime.tsx'

/** Tells everyone above the stage what is being discussed, and for how long still. */
export function AgendaLine() {
  const { t } = useTranslation('agenda')
  const agenda = useConduct((conduct) => conduct.agenda)
  const index = agenda.findIndex(({ status }) => status === 'current')
  const point = agenda[index]
  if (!point) return null
  const next = agenda.find(({ status }, at) => status === 'waiting' && at > index)
  return (
    <Band
      name="agenda"
      order={120}
      weight="line"
      icon={IconListNumbers}
      testId="agenda-line"
      line={
        <span className={classes['line']}>
          <strong title={point.title}>{t('line', { number: index + 1, title: point.title })}</strong>
          <AgendaTime point={point} />
          {point.minutes > 0 && <span className={classes['planned']}>{t('planned', { count: point.minutes })}</span>}
          {next && (
            <span className={classes['next']} title={next.title}>
              {t('next', { title: next.title })}
            </span>
          )}
        </span>
      }
    />
  )
}
