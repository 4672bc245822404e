import { useTranslation } from 'react-i18next'
import { RecentComplaints } from '../complaints/RecentComplaints.tsx'
import { useWatch } from '../feed/FeedContext.ts'
import type { Watched } from '../feed/applyChange.ts'
import { freshAt } from '../feed/OperationsFeed.ts'
import { FeedStates } from '../frame/FeedStates.tsx'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { MeetingCards } from './MeetingCards.tsx'
import { NodeCard } from './NodeCard.tsx'
import { ResourceRows } from './ResourceRows.tsx'
import { ofKind, workersOf } from './serverParts.ts'
import { SelfCheckCard } from './SelfCheckCard.tsx'
import classes from './servers.module.css'
import { TroubleStrip } from './TroubleStrip.tsx'
import { UpgradeCard } from './UpgradeCard.tsx'

/** Everything that runs now, what is worst first. */
export function ServersPage() {
  const { t } = useTranslation('operations')
  const state = useWatch({ kind: 'servers' })
  const { line } = state
  return (
    <OperationsFrame title={t('title')} testId="operations" at={freshAt(state)}>
      <FeedStates state={state} heights={[5, 10, 14, 8]}>
        {(watched) => <Everything watched={watched} isLive={line.kind === 'live'} />}
      </FeedStates>
    </OperationsFrame>
  )
}

function Everything({ watched, isLive }: { readonly watched: Watched; readonly isLive: boolean }) {
  const { t } = useTranslation('operations')
  const [nodes, workers, processes, services] = [
    ofKind(watched, 'node'),
    ofKind(watched, 'worker'),
    ofKind(watched, 'process'),
    ofKind(watched, 'service'),
  ]
  // Who answers is itself one of them: where there is none, this account is not shown servers.
  const showsServers = processes.length > 0
  return (
    <>
      <TroubleStrip watched={watched} isLive={isLive} />
      {showsServers && <UpgradeCard nodes={nodes} now={watched.at} />}
      <RecentComplaints now={watched.at} />
      <MeetingCards watched={watched} isOfBranch={!showsServers} />
      {showsServers && (
        <>
          <section className={classes['part']} aria-labelledby="operations-nodes">
            <h2 id="operations-nodes">{t('nodes.title')}</h2>
            {nodes.length === 0 ? (
              <p className={classes['nothing']}>{t('nodes.empty')}</p>
            ) : (
              <div className={classes['nodes']}>
                {nodes.map((node) => (
                  <NodeCard
                    key={node.id}
                    node={node}
                    nodes={nodes}
                    workers={workersOf(workers, node)}
                    now={watched.at}
                    isLive={isLive}
                  />
                ))}
              </div>
            )}
          </section>
          <div className={classes['pair']}>
            <ResourceRows id="operations-processes" title={t('processes.title')} rows={processes} now={watched.at} />
            <ResourceRows id="operations-services" title={t('services.title')} rows={services} now={watched.at} />
          </div>
          <SelfCheckCard />
        </>
      )}
    </>
  )
}
