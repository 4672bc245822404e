import { join } from 'node:path'
import type { ServerAddress } from '../edge/http/ServerAddress.ts'
import type { Inbox } from '../office/inbox/Inbox.ts'
import type { Invitations } from '../office/invitations/Invitations.ts'
import { MinutesDesk } from '../office/minutes/MinutesDesk.ts'
import { MinutesFiles } from '../office/minutes/MinutesFiles.ts'
import { openPaperFiles } from '../office/papers/openPaperFiles.ts'
import type { PaperServices } from '../office/papers/PaperContext.ts'
import { Renditions } from '../office/papers/Renditions.ts'
import { SeriesPapers } from '../office/papers/SeriesPapers.ts'
import { KEEP_MAIL_DAYS, Post } from '../office/post/Post.ts'
import { PdfPrinter } from '../office/printing/PdfPrinter.ts'
import type { PlanPapers } from '../office/schedule/PlanPapers.ts'
import { UnitChangeJob } from '../office/units/UnitChangeJob.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** Everything of the office that happens before and after meetings. */
export type OfficePart = {
  readonly post: Post
  readonly invitations: Invitations
  readonly inbox: Inbox
  readonly papers: PaperServices & { readonly planPapers: PlanPapers }
  readonly minutes: MinutesDesk
  /** Begins what goes on by itself: mail, whose links need the address; minutes that are missing; PDFs of papers. The start calls it once the server listens. */
  readonly begin: () => Promise<void>
}

const alone: Pick<DirectoryPart, 'processId' | 'inTurn'> = { processId: 'alone', inTurn: (_, work) => work() }

/** One thread for the whole process, however many offices it holds. */
const printer = new PdfPrinter()

/** @throws StartupError what is wrong with the bucket for papers */
export async function officePart(
  settings: StartSettings,
  { db, audit, keys }: StorePart,
  address: ServerAddress,
  closing: Closing,
  { processId, inTurn }: Pick<DirectoryPart, 'processId' | 'inTurn'> = alone,
): Promise<OfficePart> {
  const { dataDir, clock, logger, mail = null, keepMailDays = KEEP_MAIL_DAYS, signer = null, soffice = null } = settings
  const paperFiles = await openPaperFiles({ dataDir, s3: settings.papers ?? null, logger, clock, inTurn })
  const renditions = new Renditions({ db, files: paperFiles, dataDir, soffice, clock, logger, inTurn })
  closing.defer(() => renditions.close())

  const unitChanges = new UnitChangeJob({ db, audit, clock, logger })
  closing.defer(() => unitChanges.close())
  await unitChanges.start()

  const publicUrl = () => address.publicUrl
  const post = await Post.open({ db, audit, clock, logger, keys, publicUrl, printer, mail, keepMailDays })
  closing.defer(() => post.close())

  const minutes = new MinutesDesk(
    { db, audit, clock, logger, paperFiles },
    new MinutesFiles({ printer, files: paperFiles, dataDir, signer }),
  )
  const { tokens, links, earlier, answers, answering } = post
  return {
    post,
    invitations: { tokens, links, earlier, answers, answering, printer },
    inbox: { store: post.inbox, news: post.news },
    papers: {
      paperFiles,
      renditions,
      planPapers: new SeriesPapers({ db, audit, clock, renditions }),
      paperFolder: join(dataDir, 'papers'),
      processId,
      logger,
    },
    minutes,
    begin: async () => {
      await post.start()
      const stopping = new AbortController()
      const drafting = minutes.drafts
        .draftMissing(stopping.signal)
        .catch((error: unknown) => logger.warn({ err: error }, 'missing minutes were not looked for'))
      closing.defer(() => {
        stopping.abort()
        return drafting
      })
      await renditions.start()
    },
  }
}
