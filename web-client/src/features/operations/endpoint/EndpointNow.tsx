import type { Resource } from '@diem-cau/signaling-contract/operations'
import type { Watched } from '../feed/applyChange.ts'
import classes from './endpoint.module.css'
import { TopCause } from '../why/TopCause.tsx'
import { FactsCard } from './FactsCard.tsx'
import { FiguresCard } from './FiguresCard.tsx'
import { NodeSideCard } from './NodeSideCard.tsx'
import { FindingsCard } from '../findings/FindingsCard.tsx'

/** What is wrong with an endpoint now, its figures, and what it is. */
export function EndpointNow({ endpoint, watched }: { readonly endpoint: Resource; readonly watched: Watched }) {
  return (
    <>
      <FindingsCard resource={endpoint} now={watched.at} />
      <TopCause endpoint={endpoint} />
      <div className={classes['pair']}>
        <FiguresCard endpoint={endpoint} />
        <FactsCard facts={endpoint.facts} node={endpoint.node} />
      </div>
      <NodeSideCard side={endpoint.nodeSide} />
    </>
  )
}
