import type { NodeSide } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/Card.tsx'
import { UNREAD } from '../figures/formatFigure.ts'
import { exactText } from '../figures/moments.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import classes from './endpoint.module.css'

/** What the media node that carries the endpoint says: whether the same arrives there that is sent here, and over which way. */
export function NodeSideCard({ side }: { readonly side: NodeSide | null }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  if (side === null) {
    return (
      <Card id="endpoint-node-side" title={t('nodeSide.title')} testId="endpoint-node-side">
        <p className={classes['none']}>{t('nodeSide.none')}</p>
      </Card>
    )
  }
  const { producers, consumers, rtt, at } = side
  const rate = (bits: number) => figureText(bits / 1000, 'kbit/s')
  return (
    <Card id="endpoint-node-side" title={t('nodeSide.title')} testId="endpoint-node-side">
      <dl className={classes['ways']}>
        <Way name={t('nodeSide.send')} way={side.send} bits={side.send.bitrateIn} />
        <Way name={t('nodeSide.recv')} way={side.recv} bits={side.recv.bitrateOut} />
        <div>
          <dt>{t('nodeSide.rtt')}</dt>
          <dd>{figureText(rtt, 'ms')}</dd>
        </div>
        <div>
          <dt>{t('nodeSide.received')}</dt>
          <dd>
            {t('nodeSide.receives', { ...consumers, rate: rate(consumers.bitrate) })}
            {consumers.score !== null && `, ${t('nodeSide.worst', { score: consumers.score })}`}
          </dd>
        </div>
      </dl>
      {producers.length === 0 ? (
        <p className={classes['none']}>{t('nodeSide.noSources')}</p>
      ) : (
        <div className={classes['wide']} tabIndex={0} role="region" aria-label={t('nodeSide.sources')}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('nodeSide.sources')}</th>
                {(['state', 'rate', 'lost', 'jitter', 'nacks', 'plis'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`nodeSide.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {producers.map(({ source, paused, score, encodings, lost, jitter, nacks, plis }) => (
                <tr key={source}>
                  <th scope="row">{t(`nodeSide.names.${source}`)}</th>
                  <td>{paused ? t('nodeSide.paused') : score}</td>
                  <td>{encodings.length === 0 ? UNREAD : encodings.map(({ bitrate }) => rate(bitrate)).join(' · ')}</td>
                  <td>{figureText(lost, 'count')}</td>
                  <td>{figureText(jitter, 'ms')}</td>
                  <td>{figureText(nacks, 'count')}</td>
                  <td>{figureText(plis, 'count')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className={classes['none']}>{t('nodeSide.at', { time: exactText(at) })}</p>
    </Card>
  )
}

interface WayProps {
  readonly name: string
  readonly way: NodeSide['send']
  /** Of the direction in which media goes, a second. */
  readonly bits: number
}

function Way({ name, way: { way, loss }, bits }: WayProps) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {figureText(bits / 1000, 'kbit/s')} ·{' '}
        {way === null
          ? t('nodeSide.noWay')
          : t('nodeSide.way', { protocol: way.protocol.toUpperCase(), address: way.address })}
        {loss !== null && ` · ${t('nodeSide.loss')} ${figureText(loss * 100, 'percent')}`}
      </dd>
    </div>
  )
}
