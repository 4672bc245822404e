import type { MetricKey, Resource } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/Card.tsx'
import { figureOf, metricOf } from '../figures/figureOf.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import classes from './endpoint.module.css'

type Key = MetricKey<'endpoint'>

/** What the browser reads, and what the media node reads of the same; null: nobody does. */
const GROUPS: ReadonlyArray<{
  readonly name: 'line' | 'sound' | 'pictures' | 'pc'
  readonly rows: ReadonlyArray<readonly [browser: Key, node: Key | null]>
}> = [
  {
    name: 'line',
    rows: [
      ['rtt', 'nodeRtt'],
      ['upKbit', 'nodeUpKbit'],
      ['upAvailable', null],
      ['upLoss', 'nodeUpLoss'],
      ['upJitter', 'nodeUpJitter'],
      ['downKbit', 'nodeDownKbit'],
      ['downLoss', 'nodeDownLoss'],
      ['downJitter', null],
      ['packetsUp', null],
      ['packetsDown', null],
    ],
  },
  {
    name: 'sound',
    rows: [
      ['microphone', null],
      ['clipped', null],
      ['echo', null],
      ['concealed', null],
      ['mos', null],
    ],
  },
  {
    name: 'pictures',
    rows: [
      ['upHeight', null],
      ['upFrames', null],
      ['downHeight', null],
      ['downFrames', null],
      ['pictures', null],
      ['frozen', null],
      ['cameraLuma', null],
      ['cameraMotion', null],
    ],
  },
  {
    name: 'pc',
    rows: [
      ['cpuLimited', null],
      ['bandwidthLimited', null],
      ['pageLag', null],
    ],
  },
]

/** All figures of now, the browser's beside the node's: where the two differ is where it is lost. */
export function FiguresCard({ endpoint }: { readonly endpoint: Resource }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  const text = (key: Key) => figureText(figureOf(endpoint, 'endpoint', key), metricOf('endpoint', key).unit)
  return (
    <Card id="endpoint-figures" title={t('endpoint.figures')} testId="endpoint-figures">
      <div className={classes['tables']}>
        {GROUPS.map(({ name, rows }) => {
          const hasNode = rows.some(([, node]) => node !== null)
          return (
            <table key={name} className={classes['table']}>
              <thead>
                <tr>
                  <th scope="col">{t(`groups.${name}`)}</th>
                  <th scope="col">{t('endpoint.byBrowser')}</th>
                  {hasNode && <th scope="col">{t('endpoint.byNode')}</th>}
                </tr>
              </thead>
              <tbody>
                {rows.map(([browser, node]) => (
                  <tr key={browser}>
                    <th scope="row">{t(`metrics.${browser}`)}</th>
                    <td>{text(browser)}</td>
                    {hasNode && <td>{node === null ? '' : text(node)}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          )
        })}
      </div>
    </Card>
  )
}
