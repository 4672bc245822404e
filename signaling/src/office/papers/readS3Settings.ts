import type { S3Settings } from './S3Settings.ts'

export type S3Environment = {
  readonly DIEM_CAU_PAPERS_S3_URL?: string | undefined
  readonly DIEM_CAU_PAPERS_S3_REGION?: string | undefined
  readonly DIEM_CAU_PAPERS_S3_KEY_ID?: string | undefined
}

/**
 * The settings of the bucket for papers; null when there is none.
 * @param secret of DIEM_CAU_PAPERS_S3_SECRET_FILE
 * @returns what is wrong, one line each
 */
export function readS3Settings(
  e: S3Environment,
  secret: string | null,
): { settings: S3Settings | null; problems: string[] } {
  const { DIEM_CAU_PAPERS_S3_URL: text, DIEM_CAU_PAPERS_S3_KEY_ID: keyId } = e
  if (text === undefined) {
    // Half a setting would keep papers where nobody looks for them.
    const alone = keyId !== undefined || secret !== null
    return {
      settings: null,
      problems: alone ? ['DIEM_CAU_PAPERS_S3_URL: must be set with the other DIEM_CAU_PAPERS_S3_…'] : [],
    }
  }
  const problems: string[] = []
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    problems.push('DIEM_CAU_PAPERS_S3_URL: must be https://host/bucket, without user, password or query')
  }
  if (keyId === undefined) problems.push('DIEM_CAU_PAPERS_S3_KEY_ID: must be set with DIEM_CAU_PAPERS_S3_URL')
  if (secret === null) problems.push('DIEM_CAU_PAPERS_S3_SECRET_FILE: must be set with DIEM_CAU_PAPERS_S3_URL')
  if (secret === '') problems.push('DIEM_CAU_PAPERS_S3_SECRET_FILE: the file is empty')
  if (!url || keyId === undefined || secret === null || problems.length > 0) return { settings: null, problems }
  return {
    settings: { url: url.href.replace(/\/+$/, ''), region: e.DIEM_CAU_PAPERS_S3_REGION ?? 'us-east-1', keyId, secret },
    problems,
  }
}
