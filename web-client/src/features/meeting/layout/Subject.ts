import type { MeetingState } from '@diem-cau/signaling-contract'
import type { Icon } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { MeetingModel } from '../../../live/meeting/MeetingModel.ts'
import type { Part } from '../../../ui/lazyPart.ts'
import type { MyPart } from '../scope/myPart.ts'

interface Facts {
  readonly model: MeetingModel
  readonly part: MyPart
  readonly unreadChat: number
}

/** A band for everyone above the stage. */
interface SubjectBand {
  /** Tells whether there is something to see; before that nothing is fetched, so that joining does not wait for it. */
  readonly isThere: (meeting: MeetingState) => boolean
  /** The content, a `Band` with its own name and order, as a chunk of its own. */
  readonly load: () => Promise<ComponentType>
}

/** A subject of the conduct, as its folder brings it into the meeting's page. */
export interface Subject<Name extends string = string> {
  /** The tab is `panel-tab-<name>`, its texts are `conduct:panel.<name>` and `conduct:panelTitle.<name>`. */
  readonly name: Name
  readonly icon: Icon
  /** The content of its panel, below title and close button, as a chunk of its own. */
  readonly part: Part
  /** Tells for whom the panel is; for everyone when left out. */
  readonly isFor?: (facts: Facts) => boolean
  /** The number on the tab that wants to be seen; 0 for none. */
  readonly badge?: (facts: Facts) => number
  readonly bands?: readonly SubjectBand[]
}
