import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launch } from './support/browser.ts';
import { answers, asks, pictureOfCode } from './support/asking.ts';
import { expect, newPhone, signIn, test } from './support/fixtures.ts';
import { syncs } from './support/saved.ts';

test('the app’s own scanner reads the code from a camera, with no network', async ({ server, signedIn }) => {
  const { url } = server;
  const question = 'Where should I have asked for help, and whom?';
  const { page: asking, context } = await signedIn('resident');
  await syncs(asking, url);
  await context.setOffline(true);
  await asks(asking, url, 'code', question);
  await asking.getByRole('link', { name: 'Show the code' }).tap();
  const film = join(tmpdir(), `waymark-code-${process.pid}.y4m`);
  await writeFile(film, frame(await pictureOfCode(asking)));

  const withCamera = await chromium.launch({
    ...launch,
    args: [
      ...(launch.args ?? []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const phone = await newPhone(withCamera);
  const scanning = await phone.newPage();
  await signIn(scanning, url, 'attending');
  await phone.setOffline(true);
  await scanning.getByRole('link', { name: 'Scan a code' }).tap();

  await answers(scanning, question, 'You called the senior before the second dose.');
  await expect(scanning.getByText(/^For /)).toBeVisible();
  await withCamera.close();
});

/** One frame of film: the picture in the middle of what a camera sees. */
function frame({ side, data }: { side: number; data: Uint8ClampedArray }): Buffer {
  const [width, height] = [1280, 960];
  const light = Buffer.alloc(width * height, 110);
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) light[(top + y) * width + left + x] = data[(y * side + x) * 4] ?? 0;
  }
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\nFRAME\n`);
  return Buffer.concat([head, light, colour]);
}
