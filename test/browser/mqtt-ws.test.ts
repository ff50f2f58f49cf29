/** MQTT.js in a page connects over WebSocket, and is a client of the API. */
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import { useChromium } from './chromium.js';

/** MQTT.js as a front end bundles it, as the global `mqtt`. */
async function bundleMqtt(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import mqtt from 'mqtt'; export const { connectAsync } = mqtt;`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'mqtt',
    write: false,
  });
  return outputFiles[0]!.text;
}

const browser = useChromium();

test('MQTT.js in Chromium connects, subscribes, and is kicked', async () => {
  const mock = await startMock({ port: 0, clients: 3, mqttWs: 0 });
  onTestFinished(() => mock.close());
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundleMqtt() });

  await page.evaluate(`(async () => {
    window.client = await mqtt.connectAsync(${JSON.stringify(mock.urls.mqttWs)}, {
      clientId: 'in-a-page', protocolVersion: 5, reconnectPeriod: 0,
    });
    await window.client.subscribeAsync('rooms/+/light');
    window.ended = new Promise((resolve) => window.client.once('close', () => resolve('closed')));
  })()`);
  expect(mock.clients.get('in-a-page')).toMatchObject({ connected: true, proto_ver: 5 });
  expect(mock.clients.subscriptions('in-a-page')).toMatchObject([{ topic: 'rooms/+/light' }]);

  await fetch(`${mock.url}/clients/in-a-page`, { method: 'DELETE', headers: mock.authorization });
  expect(await page.evaluate('window.ended')).toBe('closed');
  expect(mock.clients.get('in-a-page')).toBeUndefined();
});
