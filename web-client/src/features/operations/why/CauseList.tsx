import type { Cause } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { resourcePath } from '../figures/paths.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import { CauseAdvice, EvidenceLines, useCauseTitle } from './CauseText.tsx'
import { LikelyCause } from './LikelyCause.tsx'
import classes from './why.module.css'

/** All causes: the most likely one first and large, with what shows it and what to do; then the others, then what is only an effect. */
export function CauseList({ causes }: { readonly causes: readonly Cause[] }) {
  const { t } = useTranslation('causes')
  const causeTitle = useCauseTitle()
  const [first, ...rest] = causes
  if (!first) {
    return (
      <section className={classes['first']} data-health="good" data-testid="no-cause">
        <HealthIcon health="good" size="2rem" />
        <div className={classes['body']}>
          <h2>{t('none')}</h2>
          <p>{t('noneText')}</p>
        </div>
      </section>
    )
  }
  const others = rest.filter(({ effectOf }) => effectOf === null)
  const effects = rest.filter(({ effectOf }) => effectOf !== null)
  const titleOf = (code: Cause['code']) => {
    const cause = causes.find((each) => each.code === code)
    return cause ? causeTitle(cause) : ''
  }
  return (
    <>
      <LikelyCause cause={first} testId="first-cause">
        <SubjectLink cause={first} />
      </LikelyCause>
      {others.length > 0 && (
        <section className={classes['part']} aria-labelledby="causes-also">
          <h2 id="causes-also">{t('also')}</h2>
          {others.map((cause) => (
            <article
              key={`${cause.code} ${cause.resource}`}
              className={classes['other']}
              data-health={cause.health}
              data-testid="other-cause"
              data-cause={cause.code}
            >
              <HealthIcon health={cause.health} size="1.4rem" />
              <div className={classes['body']}>
                <h3>{causeTitle(cause)}</h3>
                <EvidenceLines cause={cause} />
                <CauseAdvice cause={cause} />
                <SubjectLink cause={cause} />
              </div>
            </article>
          ))}
        </section>
      )}
      {effects.length > 0 && (
        <section className={classes['part']} aria-labelledby="causes-effects">
          <h2 id="causes-effects">{t('effects')}</h2>
          <ul className={classes['effects']}>
            {effects.map((cause) => (
              <li key={`${cause.code} ${cause.resource}`} data-testid="effect" data-cause={cause.code}>
                <strong>{causeTitle(cause)}</strong>
                {cause.effectOf !== null && <span>{t('effectOf', { cause: titleOf(cause.effectOf) })}</span>}
                <EvidenceLines cause={cause} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The way to a server that it lies with: the room's own page is one step back. */
function SubjectLink({ cause: { resource, resourceKind } }: { readonly cause: Cause }) {
  const { t } = useTranslation(['causes', 'operations'])
  if (resource === null || resourceKind === 'endpoint') return null
  return (
    <Link to={resourcePath({ id: resource, kind: resourceKind })} className={classes['link']}>
      {t(`kinds.${resourceKind}`, { ns: 'operations' })}
    </Link>
  )
}
