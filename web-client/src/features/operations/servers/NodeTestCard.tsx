import type { NodeTest, NodeWayTest } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi } from '../../../api/office/operationsApi.ts'
import { useMay } from '../../../api/stores/useMe.ts'
import type { LineTried } from '../../../live/media/tryLine.ts'
import { Callout } from '../../../ui/Callout.tsx'
import { Card } from '../../../ui/Card.tsx'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import classes from './servers.module.css'

const PROTOCOLS = ['udp', 'tcp'] as const
type Protocol = (typeof PROTOCOLS)[number]

/** A way of which more than this share is lost is no good one. */
const MOST_LOST = 0.05
/** Milliseconds, as the rule for a node's clock has it. */
const CLOCK_OFF_MS = 1_000

/** Results as they come; a line null: it did not come to be. */
interface Found {
  readonly node: NodeTest | null
  readonly lines: Partial<Record<Protocol, LineTried | null>>
}

/** Tries a node when somebody asks: its answer and clock, the way to it from this browser, and from each other node. Nothing for who may not. */
export function NodeTestCard({ nodeId, isLive }: { readonly nodeId: string; readonly isLive: boolean }) {
  const { t } = useTranslation('operations')
  const failureText = useFailureText()
  const mayManage = useMay('node.manage')
  const [found, setFound] = useState<Found | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  if (!mayManage) return null
  const run = async () => {
    setIsBusy(true)
    setFailure(null)
    setFound({ node: null, lines: {} })
    try {
      const lines = async () => {
        for (const protocol of PROTOCOLS) {
          const line = await tried(nodeId, protocol)
          setFound((before) => ({ node: before?.node ?? null, lines: { ...before?.lines, [protocol]: line } }))
        }
      }
      const node = async () => {
        const test = await operationsApi.testNode(nodeId)
        setFound((before) => ({ lines: before?.lines ?? {}, node: test }))
      }
      await Promise.all([lines(), node()])
    } catch (error) {
      setFailure(error)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Card id="node-test" title={t('nodeTest.title')} testId="node-test">
      <p className={classes['dim']}>{t('nodeTest.text')}</p>
      <div className={classes['cardEnd']}>
        <Button
          variant="default"
          leftSection={<IconStethoscope size="1.2em" aria-hidden />}
          loading={isBusy}
          disabled={!isLive}
          onClick={() => void run()}
          data-testid="node-test-run"
        >
          {t('nodeTest.run')}
        </Button>
      </div>
      {failure !== null && <Callout title={t('nodeTest.failed')} text={failureText(failure)} />}
      {found && (
        <ul className={classes['tests']} aria-live="polite" data-testid="node-test-found">
          {found.node && <OfNode test={found.node} />}
          {PROTOCOLS.map((protocol) => {
            const line = found.lines[protocol]
            return line === undefined ? null : <OfLine key={protocol} protocol={protocol} line={line} />
          })}
          {found.node?.ways.map((way) => (
            <OfWay key={way.from} way={way} />
          ))}
          {found.node?.ways.length === 0 && <Row isGood title={t('nodeTest.alone')} text={t('nodeTest.aloneText')} />}
        </ul>
      )}
    </Card>
  )
}

/** What tries it comes when it is wanted: the pages themselves need no media. */
async function tried(nodeId: string, protocol: Protocol): Promise<LineTried | null> {
  const [{ tryLine }, { lineId, ...line }] = await Promise.all([
    import('../../../live/media/tryLine.ts'),
    operationsApi.openLine(nodeId),
  ])
  return tryLine({
    ...line,
    protocol,
    connect: (dtlsParameters) => operationsApi.connectLine(nodeId, lineId, dtlsParameters),
  })
}

function OfNode({ test: { clock, workers } }: { readonly test: NodeTest }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  if (clock === null) return <Row isGood={false} title={t('nodeTest.noAnswer')} text={t('findings.noAnswer.do')} />
  const isOff = Math.abs(clock.offset) > CLOCK_OFF_MS
  return (
    <>
      <Row
        isGood={workers > 0}
        title={t('nodeTest.answers', { time: figureText(clock.answer, 'ms') })}
        text={t('nodeTest.workers', { count: workers })}
      />
      <Row
        isGood={!isOff}
        title={t(isOff ? 'nodeTest.clockOff' : 'nodeTest.clock', { time: figureText(clock.offset, 'ms') })}
        text={isOff ? t('findings.clockOff.do') : ''}
      />
    </>
  )
}

function OfLine({ protocol, line }: { readonly protocol: Protocol; readonly line: LineTried | null }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  if (line === null)
    return <Row isGood={false} title={t(`nodeTest.noLine.${protocol}`)} text={t(`nodeTest.noLineDo.${protocol}`)} />
  return (
    <Row
      isGood
      title={t(`nodeTest.line.${protocol}`)}
      text={t('nodeTest.lineText', { time: figureText(line.ms, 'ms'), rtt: figureText(line.rtt, 'ms') })}
    />
  )
}

function OfWay({ way: { name, control, udp, bitrate } }: { readonly way: NodeWayTest }) {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  if (control === null)
    return <Row isGood={false} title={t('nodeTest.noControl', { name })} text={t('nodeTest.noControlDo')} />
  const { sent = 0, back = 0, rtt = null } = udp ?? {}
  if (back === 0) return <Row isGood={false} title={t('nodeTest.noUdp', { name })} text={t('nodeTest.noUdpDo')} />
  return (
    <Row
      isGood={back >= sent * (1 - MOST_LOST)}
      title={t('nodeTest.way', { name })}
      text={t('nodeTest.wayText', {
        control: figureText(control, 'ms'),
        back,
        sent,
        rtt: figureText(rtt, 'ms'),
        rate: figureText(bitrate === null ? null : bitrate / 1_000, 'kbit/s'),
      })}
    />
  )
}

function Row({ isGood, title, text }: { readonly isGood: boolean; readonly title: string; readonly text: string }) {
  return (
    <li data-health={isGood ? 'good' : 'bad'}>
      <HealthIcon health={isGood ? 'good' : 'bad'} size="1.4em" />
      <span>
        <strong>{title}</strong>
        {text !== '' && <span>{text}</span>}
      </span>
    </li>
  )
}
