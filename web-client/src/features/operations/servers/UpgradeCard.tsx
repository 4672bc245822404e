import type {
  Health,
  Resource,
  UpgradeNews,
  UpgradeRun,
  UpgradeStepState,
} from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { Card } from '../../../ui/Card.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { sinceText } from '../figures/moments.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import classes from './servers.module.css'

type State = 'going' | 'silent' | 'done' | 'stopped'

const TONES = { going: 'wait', silent: 'bad', done: 'good', stopped: 'bad' } as const
const HEALTHS: Record<UpgradeStepState, Health> = {
  waits: 'unknown',
  runs: 'unknown',
  done: 'good',
  failed: 'bad',
  takesBack: 'weak',
  takenBack: 'weak',
  left: 'bad',
}

interface Props {
  readonly nodes: readonly Resource[]
  readonly now: number
}

/** How far an upgrade of the servers is, step by step, or what came of the last one. Nothing while there is none. */
export function UpgradeCard({ nodes, now }: Props) {
  const { t, i18n } = useTranslation('operations')
  const { data } = useLoad(operationsQueries.upgrade())
  if (!data?.run) return null
  const { run, version } = data
  const language = i18n.language === 'en' ? 'en' : 'vi'
  const state = stateOf(data)
  return (
    <Card id="upgrade" title={t('upgrade.title', { version: run.next })} testId="upgrade">
      <p className={classes['draining']} role="status">
        <StateBadge tone={TONES[state]}>{t(`upgrade.is.${state}`)}</StateBadge>{' '}
        {t(state === 'silent' ? 'upgrade.silentText' : 'upgrade.began', {
          time: sinceText(state === 'silent' ? run.heardAt : run.startedAt, now),
        })}
      </p>
      {run.outcome && <p className={classes['said']}>{run.outcome.words[language]}</p>}
      <dl className={classes['inline']} data-testid="upgrade-versions">
        <Version name={t('upgrade.before')} version={beforeOf(run)} />
        <Version name={t('upgrade.signaling')} version={version} />
        {nodes.flatMap(({ id, name, report }) =>
          report ? [<Version key={id} name={name} version={report.version} />] : [],
        )}
      </dl>
      <ol className={classes['tests']} data-testid="upgrade-steps">
        {run.steps.map(({ name, state: of, said }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps have no other name, and never change places
          <li key={index} data-health={HEALTHS[of]} data-state={of}>
            <HealthIcon health={HEALTHS[of]} size="1.4em" />
            <span>
              <strong>
                {name[language]} · {t(`upgrade.steps.${of}`)}
              </strong>
              {said && <span>{said[language]}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Version({ name, version }: { readonly name: string; readonly version: string | null }) {
  const { t } = useTranslation('operations')
  return (
    <div>
      <dt>{name}</dt>
      <dd>{version === null ? t('unread') : t('upgrade.version', { version })}</dd>
    </div>
  )
}

/** Mostly both servers were of one version. */
function beforeOf({ before: { signaling, mediaNode } }: UpgradeRun): string | null {
  const known = [signaling, mediaNode].filter((version) => version !== null)
  return known.length === 0 ? null : [...new Set(known)].join(', ')
}

function stateOf({ run, isSilent }: UpgradeNews): State {
  if (run?.outcome) return run.outcome.isDone ? 'done' : 'stopped'
  return isSilent ? 'silent' : 'going'
}
