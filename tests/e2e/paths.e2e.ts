import { expect, test } from '@playwright/test'
import { PATH_CASES } from '../line/paths/pathCases.ts'
import { PathStage } from '../line/paths/PathStage.ts'

const whyNot = await PathStage.whyNot()

/** Everything else of these tests is in one office: it takes its time to start. */
const WANTED = ['ipv6 only, no dns', 'tcp/443 only', 'tcp/443 only, TLS only']

test('a room is in its meeting by whatever its line lets through: 443 alone, IPv6 alone, no DNS (SPEC 20.4, 20.5)', async () => {
  test.skip(whyNot !== null, whyNot ?? '')
  await using stage = await PathStage.open()
  for (const one of PATH_CASES.filter((other) => WANTED.includes(other.case))) {
    const joined = await test.step(one.case, () =>
      stage.join(one, async (ward, chair) => {
        await ward.seesColour(chair)
        await chair.seesMoving(ward)
        // The page names its way where a technician looks.
        await ward.page.getByTestId('more').click()
        await expect(ward.page.getByTestId('media-path')).toHaveAttribute('data-path', one.expects)
        if (one.expects !== 'udp') await expect(ward.page.getByTestId('media-path')).toContainText('cổng 443')
        await ward.page.keyboard.press('Escape')
      }),
    )
    expect(joined, one.case).toMatchObject({ path: one.expects })
  }
})
