import { join } from 'node:path'

/** In the data folder: `npm run upgrade` writes there how far it is, whole each time. */
export const upgradeFile = (dataDir: string): string => join(dataDir, 'upgrade.json')
