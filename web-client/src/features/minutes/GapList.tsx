import { type MinutesContent, minutesGaps } from '@diem-cau/signaling-contract/office'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Minutes.module.css'

/** Lists what is still empty before it is approved. None of it stands in the way. */
export function GapList({ content }: { readonly content: MinutesContent }) {
  const { t } = useTranslation('minutes')
  const gaps = minutesGaps(content)
  if (gaps.length === 0) return <Text size="sm">{t('gaps.none')}</Text>
  return (
    <div className={classes['gaps']} data-testid="minutes-gaps">
      <b>{t('gaps.title')}</b>
      <ul>
        {gaps.map((gap) => (
          <li key={JSON.stringify(gap)} data-gap={gap.kind}>
            {gap.kind === 'speeches'
              ? t('gaps.speeches', { ...gap, count: gap.count })
              : t(`gaps.${gap.kind}`, { ...gap })}
          </li>
        ))}
      </ul>
    </div>
  )
}
