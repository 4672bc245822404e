import { Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { PageFrame } from '../../../ui/PageFrame.tsx'
import { secondsText } from '../figures/moments.ts'
import classes from './frame.module.css'

interface Props {
  readonly title: string
  readonly testId: string
  /** Where one came from; none: this is one of the main pages, which lead to each other. */
  readonly back?: { readonly to: string; readonly text: string }
  /** Beside the title, e.g. its health. */
  readonly beside?: ReactNode
  /** The time of what is shown, milliseconds since the epoch; null: nothing is, or it is not live. */
  readonly at?: number | null
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** The head that all pages of "Vận hành" have: where one is, how fresh it is. */
export function OperationsFrame({ title, testId, back, beside, at = null, tools, children }: Props) {
  const { t } = useTranslation(['operations', 'causes'])
  return (
    <PageFrame
      title={title}
      testId={testId}
      width="whole"
      heading={
        <header className={classes['head']}>
          <div className={classes['where']}>
            {back && (
              <Link to={back.to} className={classes['back']} data-testid="operations-back">
                <IconArrowLeft size="1.1em" aria-hidden />
                {back.text}
              </Link>
            )}
            <div className={classes['title']}>
              <Title order={1} size="h2" title={title}>
                {title}
              </Title>
              {beside}
            </div>
          </div>
          {tools}
          <div className={classes['end']}>
            {at !== null && (
              <span className={classes['updated']} data-testid="updated">
                {t('updated', { time: secondsText(at) })}
              </span>
            )}
            {!back && (
              <nav className={classes['parts']} aria-label={t('parts')}>
                <NavLink to="/operations" end>
                  {t('now')}
                </NavLink>
                <NavLink to="/san-sang" data-testid="operations-readiness">
                  {t('readiness')}
                </NavLink>
                <NavLink to="/operations/alerts" data-testid="operations-alerts">
                  {t('alerts')}
                </NavLink>
                <NavLink to="/operations/history">{t('past')}</NavLink>
                <NavLink to="/operations/months">{t('months.title', { ns: 'causes' })}</NavLink>
              </nav>
            )}
          </div>
        </header>
      }
    >
      {children}
    </PageFrame>
  )
}
