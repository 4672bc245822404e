import { stageRequests, type OpenPaper } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { paperPoint } from './paperPoint.ts'
import { decideStage } from './stage.ts'

type Papers = {
  /** Null: the meeting has no such paper, or not in this version. */
  readonly paperName: (paperId: OpenPaper['paperId'], version: number) => Promise<string | null>
}

/** The stage shows everyone the same rooms, screen or paper (SPEC §9). */
export const stage = subject({
  requests: stageRequests,
  mayAsk: {
    'stage:set': 'chair',
    'share:allow': 'office',
    'paper:open': 'self',
    'paper:turn': 'self',
    'paper:close': 'self',
  },
  decide: decideStage,
  lookUp: {
    'paper:open': async ({ paperId, version }: Pick<OpenPaper, 'paperId' | 'version'>, { paperName }: Papers) => ({
      paperName: await paperName(paperId, version),
    }),
  },
  passing: { 'paper:point': paperPoint },
})
