import { useTranslation } from 'react-i18next'
import { type Lack, ownLacks } from '../browser/lacks.ts'
import classes from './BrowserLacks.module.css'

interface Props {
  /** Those that matter here; all where it is left out. */
  readonly only?: readonly Lack[]
}

/** Says what this browser cannot do of a meeting and what to do instead; nothing where it can do all of it. */
export function BrowserLacks({ only }: Props) {
  const { t } = useTranslation('lacks')
  const lacks = ownLacks().filter((lack) => only === undefined || only.includes(lack))
  if (lacks.length === 0) return null
  return (
    <section
      className={classes['root']}
      aria-label={t('title')}
      data-testid="browser-lacks"
      data-lacks={lacks.join(' ')}
    >
      <strong>{t('title')}</strong>
      <ul>
        {lacks.map((lack) => (
          <li key={lack}>{t(`what.${lack}`)}</li>
        ))}
      </ul>
      <p>{t('rest')}</p>
    </section>
  )
}
