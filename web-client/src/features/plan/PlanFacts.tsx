import type { Plan } from '@diem-cau/signaling-contract/office'
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { localDate } from '../../time/vietnamTime.ts'
import { personText } from '../people/personText.ts'
import classes from './PlanFacts.module.css'
import { PhaseBadge } from './PhaseBadge.tsx'
import { fromRrule, recurrenceWords } from './recurrenceRule.ts'
import { momentText, whenText } from '../../time/timeText.ts'
import { useSettingText } from './useSettingText.ts'

/** The head of a giấy mời: when, where and under whom. */
export function PlanFacts({ plan }: { readonly plan: Plan }) {
  const { t, i18n } = useTranslation('schedule')
  const settingText = useSettingText()
  const rule = plan.series ? fromRrule(plan.series.rrule, localDate(plan.startsAt)) : null
  const facts: [string, ReactNode][] = [
    [t('plan.when'), whenText(plan.startsAt, plan.endsAt, i18n.language)],
    [t('plan.host'), plan.hostUnit.name],
    [t('plan.chair'), personText(plan.chair)],
    ...(plan.deputy ? [[t('plan.deputy'), personText(plan.deputy)] as [string, string]] : []),
    ...(plan.secretary ? [[t('plan.secretary'), personText(plan.secretary)] as [string, string]] : []),
    ...(plan.place ? [[t('plan.place'), plan.place] as [string, string]] : []),
    ...(plan.series
      ? [
          [
            t('plan.series'),
            rule
              ? recurrenceWords(rule, localDate(plan.startsAt), i18n.language === 'en' ? 'en' : 'vi')
              : plan.series.rrule,
          ] as [string, string],
        ]
      : []),
    [t('settings.speakMinutes'), settingText.speakMinutes(plan.settings.speakMinutes)],
    [t('settings.quorum'), settingText.quorum(plan.settings.quorum)],
    ...(plan.rehearsalOf
      ? [
          [
            t('plan.rehearsalOf'),
            <Anchor key="main" component={Link} to={`/planning/${plan.rehearsalOf.meetingId}`}>
              {plan.rehearsalOf.title}
            </Anchor>,
          ] as [string, ReactNode],
        ]
      : []),
    ...(plan.rehearsals.length > 0
      ? [
          [
            t('plan.rehearsals'),
            plan.rehearsals.map(({ meetingId, startsAt }) => (
              <Anchor key={meetingId} component={Link} to={`/planning/${meetingId}`} display="block">
                {momentText(startsAt)}
              </Anchor>
            )),
          ] as [string, ReactNode],
        ]
      : []),
  ]
  return (
    <div className={classes['root']}>
      <PhaseBadge phase={plan.phase} />
      {plan.phase === 'cancelled' && (
        <p className={classes['cancelled']}>
          {plan.cancelReason ? t('plan.cancelledWhy', { reason: plan.cancelReason }) : t('plan.cancelled')}
        </p>
      )}
      {plan.phase === 'draft' && <p className={classes['hint']}>{t('plan.draft')}</p>}
      {plan.series?.changed && <p className={classes['hint']}>{t('plan.seriesPart')}</p>}
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.description && <p className={classes['description']}>{plan.description}</p>}
    </div>
  )
}
