/** The listener with clients other than MQTT.js: those of Debian's package mosquitto-clients. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { open, type OpenMock } from '../support/mqtt/open.js';
import { eventually } from '../support/mqtt/eventually.js';

const VERSIONS = ['mqttv31', 'mqttv311', 'mqttv5'] as const;

/** A running command, killed at the end of its test. */
class Command implements AsyncDisposable {
  output = '';
  readonly exit: Promise<number | null>;
  readonly #stop: (signal: NodeJS.Signals) => void;

  /** @param options separated by spaces. */
  constructor(program: string, { listener }: OpenMock, options: string) {
    // Without stdbuf, a program that writes to a pipe buffers its output until it ends.
    const child = spawn('stdbuf', [
      ...['-oL', program, '-d', '-h', '127.0.0.1', '-p', String(listener.port)],
      ...options.split(' '),
    ]);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.#stop = (signal) => child.kill(signal);
    this.exit = once(child, 'close').then(([code]) => {
      if (code !== 127) return code as number | null;
      throw new Error(`Failed to run ${program}: install Debian's package mosquitto-clients.`);
    });
    this.exit.catch(() => {});
  }

  /** Waits until the client has received a packet, by its debug output. */
  received(packet: RegExp): Promise<void> {
    const pattern = new RegExp(`received ${packet.source}`, 'i');
    return eventually(() => expect(this.output).toMatch(pattern));
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    this.#stop(signal);
    await this.exit;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop('SIGKILL');
  }
}

test.each(VERSIONS)('mosquitto_pub, %s, publishes with every QoS', async (version) => {
  const opened = await open();
  const will = '--will-topic gone --will-payload x';
  for (const [qos, received] of [/CONNACK \(0\)/, /PUBACK/, /PUBCOMP/].entries()) {
    const options = `-V ${version} -i pub-${qos} -q ${qos} -t a/b -m hello ${will}`;
    await using publisher = new Command('mosquitto_pub', opened, options);
    expect(await publisher.exit).toBe(0);
    expect(publisher.output).not.toMatch(/error|warning/i);
    await publisher.received(received);
  }
  await eventually(() => expect(opened.mock.clients.count).toBe(0));
});

test.each(VERSIONS)('mosquitto_sub, %s, is a client until it is stopped', async (version) => {
  const opened = await open();
  const options = `-V ${version} -i sub -u me -k 30 -t a/# -t b/+`;
  await using subscriber = new Command('mosquitto_sub', opened, options);
  await subscriber.received(/SUBACK/);
  expect(opened.row('sub')).toMatchObject({
    username: 'me',
    keepalive: 30,
    proto_ver: VERSIONS.indexOf(version) + 3,
    subscriptions_cnt: 2,
    connected: true,
  });
  await subscriber.stop('SIGTERM');
  await eventually(() => expect(opened.row('sub')).toBeUndefined());
});

test('mosquitto_sub, mqttv5, resumes its session', async () => {
  const opened = await open();
  for (const resumed of [0, 1]) {
    const options = '-V mqttv5 -i sub -c -x 3600 -q 1 -t a';
    await using subscriber = new Command('mosquitto_sub', opened, options);
    await subscriber.received(/SUBACK/);
    expect(opened.row('sub')).toMatchObject({ connected: true, subscriptions_cnt: 1 });
    await subscriber.stop('SIGKILL');
    await eventually(() => expect(opened.row('sub')?.connected).toBe(false));
    expect(opened.row('sub')).toMatchObject({ subscriptions_cnt: 1, expiry_interval: 3600 });
    const lines = opened.lines.filter((line) => line.includes('"isResumed":true'));
    expect(lines).toHaveLength(resumed);
  }
});

test('mosquitto_sub that is kicked receives the reason', async () => {
  const opened = await open();
  await using subscriber = new Command('mosquitto_sub', opened, '-V mqttv5 -i sub -t a');
  await subscriber.received(/SUBACK/);
  opened.mock.clients.remove('sub');
  await subscriber.received(/disconnect \(152\)/);
});

test('mosquitto_pub with a wrong password is refused', async () => {
  const opened = await open({ credentials: { id: 'me', secret: 'right' } });
  const options = (password: string): string => `-u me -P ${password} -t a -m x`;
  await using wrong = new Command('mosquitto_pub', opened, options('wrong'));
  expect(await wrong.exit).not.toBe(0);
  expect(wrong.output).toMatch(/not authori[sz]ed|bad user ?name or password/i);
  await using right = new Command('mosquitto_pub', opened, options('right'));
  expect(await right.exit).toBe(0);
});
