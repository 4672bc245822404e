import { RoomTrouble } from '@diem-cau/signaling-contract'
import {
  type Diagnosis,
  indexOfMetric,
  type MetricKey,
  type RoomDiagnosis,
} from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Callout } from '../../../ui/Callout.tsx'
import { metricOf } from '../figures/figureOf.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import classes from './actions.module.css'

/** What tells most of a PC, its devices and its line at once. */
const FIGURES = ['rtt', 'upLoss', 'downLoss', 'microphone', 'cameraLuma', 'pageLag'] as const satisfies ReadonlyArray<
  MetricKey<'endpoint'>
>

/** What a room's page has answered, or that it has not. */
export function DiagnosisPart({ answer: { outcome, diagnosis } }: { readonly answer: RoomDiagnosis }) {
  const { t } = useTranslation('operations')
  if (diagnosis === null || outcome !== 'answered') {
    const key = outcome === 'away' ? 'away' : 'silent'
    return <Callout title={t(`diagnosis.${key}`)} text={t(`diagnosis.${key}Text`)} testId="diagnosis-none" />
  }
  return <Answered diagnosis={diagnosis} />
}

function Answered({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const { t } = useTranslation('operations')
  const { t: ofTroubles } = useTranslation('troubles')
  const figureText = useFigureText()
  const { facts, samples, troubles, media, sources, devices, page } = diagnosis
  const last = samples.at(-1) ?? []
  const listed = (names: readonly string[]) => names.filter((name) => name !== '').join(', ') || t('endpoint.none')
  // A page of another version may know troubles that this one does not: they are shown by their word.
  const wordOf = (trouble: string) => {
    const known = RoomTrouble.safeParse(trouble)
    return known.success ? ofTroubles(`mark.${known.data}`) : trouble
  }
  const minutes = (ms: number) => t('diagnosis.for', { count: Math.max(1, Math.round(ms / 60_000)) })
  const rows: ReadonlyArray<readonly [label: string, text: string]> = [
    [
      t('diagnosis.troubles'),
      troubles.map(({ trouble, forMs }) => `${wordOf(trouble)} (${minutes(forMs)})`).join('; ') ||
        t('diagnosis.noTroubles'),
    ],
    [t('diagnosis.media'), t(`diagnosis.mediaStates.${media}`)],
    ...sources.map(
      ({ source, wanted, on, muted, width, height, frames }) =>
        [
          t(`nodeSide.names.${source}`),
          [
            t(`diagnosis.source.${!wanted ? 'off' : !on ? 'missing' : muted ? 'muted' : 'on'}`),
            ...(width !== null && height !== null ? [`${width}×${height}`] : []),
            ...(frames === null ? [] : [figureText(frames, '1/s')]),
          ].join(', '),
        ] as const,
    ),
    [t('diagnosis.cameras'), listed(devices.cameras)],
    [t('diagnosis.microphones'), listed(devices.microphones)],
    [t('diagnosis.loudspeakers'), listed(devices.loudspeakers)],
    [
      t('diagnosis.page'),
      [t(page.hidden ? 'diagnosis.hidden' : 'diagnosis.shown'), minutes(page.age * 1_000)].join(', '),
    ],
    [t('endpoint.browser'), `${facts.browser}, ${facts.system}`],
    [t('diagnosis.agent'), page.agent],
  ]
  return (
    <div data-testid="diagnosis">
      <dl className={classes['answer']}>
        {FIGURES.map((key) => (
          <div key={key}>
            <dt>{t(`metrics.${key}`)}</dt>
            <dd>{figureText(last[indexOfMetric('endpoint', key)], metricOf('endpoint', key).unit)}</dd>
          </div>
        ))}
      </dl>
      <dl className={classes['answer']} data-wide>
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
