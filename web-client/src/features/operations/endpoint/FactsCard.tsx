import type { EndpointFacts } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { Card } from '../../../ui/Card.tsx'
import classes from './endpoint.module.css'

interface Props {
  readonly facts: EndpointFacts | null
  /** The media node that carries it now. */
  readonly node: string | null
}

/** Browsers that hide the room's address say nothing of it. */
const familyOf = (address: string | null) => (address === null ? '' : address.includes(':') ? ' · IPv6' : ' · IPv4')

/** What the endpoint is: its PC, its devices, its way to the media node. */
export function FactsCard({ facts, node }: Props) {
  const { t } = useTranslation(['operations', 'causes'])
  const none = t('endpoint.none')
  const rows =
    facts &&
    ([
      ['browser', facts.browser],
      ['system', facts.system],
      ['camera', facts.camera ?? none],
      ['microphone', facts.microphone ?? none],
      // Firefox tells of no loudspeaker that nobody chose.
      ['loudspeaker', facts.loudspeaker ?? t('unread')],
      ['path', facts.path === null ? t('unread') : [t(`path.${facts.path}`), familyOf(facts.address)].join('')],
      ['network', facts.network == null ? t('unread') : t(`network.${facts.network}`, { ns: 'causes' })],
      ['address', facts.address ?? t('unread')],
      ['codecs', facts.codecs],
      ['cores', facts.cores === null ? t('unread') : String(facts.cores)],
      ['screen', facts.screen],
    ] as const)
  return (
    <Card id="endpoint-facts" title={t('endpoint.facts')} testId="endpoint-facts">
      {rows ? (
        <dl className={classes['facts']}>
          {[...rows, ...(node === null ? [] : ([['node', node]] as const))].map(([key, value]) => (
            <div key={key}>
              <dt>{t(`endpoint.${key}`)}</dt>
              <dd>{value === '' ? t('unread') : value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className={classes['none']}>{t('endpoint.noFacts')}</p>
      )}
    </Card>
  )
}
