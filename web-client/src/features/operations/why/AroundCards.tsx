import type { Why } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Card } from '../../../ui/Card.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { whyPath } from '../figures/paths.ts'
import classes from './why.module.css'

const TONES = { fine: 'good', bad: 'bad', unread: 'plain', hidden: 'plain' } as const

/** What was looked at, also what is well and what could not be read. */
export function LookedCard({ looked }: Pick<Why, 'looked'>) {
  const { t } = useTranslation('causes')
  return (
    <Card id="why-looked" title={t('looked.title')} testId="looked">
      <ul className={classes['looked']}>
        {looked.map(({ look, state }) => (
          <li key={look} data-testid={`look-${look}`} data-state={state}>
            <span>{t(`looked.${look}`)}</span>
            <StateBadge tone={TONES[state]}>{t(`looked.${state}`)}</StateBadge>
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface OthersProps extends Pick<Why, 'others'> {
  /** In seconds; null: now. */
  readonly at: number | null
}

/** Who else had trouble at that time. */
export function OthersCard({ others: { of, troubled }, at }: OthersProps) {
  const { t } = useTranslation(['causes', 'operations'])
  return (
    <Card id="why-others" title={t('others.title')} testId="others">
      <p className={classes['plain']}>
        {of === 0
          ? t('others.none')
          : troubled.length === 0
            ? t('others.well', { count: of })
            : t('others.troubled', { troubled: troubled.length, of })}
      </p>
      {troubled.length > 0 && (
        <ul className={classes['others']}>
          {troubled.map(({ id, name, codes }) => {
            const [, meetingId = '', participantId = ''] = /^endpoint:([^/]+)\/(.+)$/.exec(id) ?? []
            return (
              <li key={id}>
                <Link to={whyPath(meetingId, participantId, at === null ? {} : { at })}>{name}</Link>
                <span>{codes.map((code) => t(`findings.${code}.short`, { ns: 'operations' })).join(', ')}</span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
