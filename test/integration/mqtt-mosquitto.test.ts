/** The door against another implementation than MQTT.js: Debian's package mosquitto-clients. */
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

  constructor(program: string, { listener }: OpenMock, ...args: string[]) {
    const child = spawn(program, ['-d', '-h', '127.0.0.1', '-p', String(listener.port), ...args]);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.#stop = (signal) => child.kill(signal);
    this.exit = once(child, 'close').then(
      ([code]: unknown[]) => code as number | null,
      (error: unknown) => {
        throw new Error(`Failed to run ${program}: install Debian's package mosquitto-clients.`, {
          cause: error,
        });
      },
    );
    // Whoever awaits the exit is told; nobody else needs to be.
    this.exit.catch(() => {});
  }

  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#stop(signal);
    await this.exit;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

test.each(VERSIONS)('mosquitto_pub, %s, publishes at every QoS', async (version) => {
  await using opened = await open();
  for (const qos of ['0', '1', '2']) {
    await using publisher = new Command(
      'mosquitto_pub',
      opened,
      '-V',
      version,
      '-i',
      `pub-${qos}`,
      '-q',
      qos,
      '-t',
      'a/b',
      '-m',
      'hello',
      '--will-topic',
      'gone',
      '--will-payload',
      'x',
    );
    expect(await publisher.exit).toBe(0);
    expect(publisher.output).not.toMatch(/error|warning/i);
    const answer = {
      '0': /received CONNACK \(0\)/,
      '1': /received PUBACK/,
      '2': /received PUBCOMP/,
    }[qos];
    expect(publisher.output).toMatch(answer!);
  }
  await eventually(() => expect(opened.mock.clients.count).toBe(0));
});

test.each(VERSIONS)(
  'mosquitto_sub, %s, is a client of the API until it is stopped',
  async (version) => {
    await using opened = await open();
    await using subscriber = new Command(
      'mosquitto_sub',
      opened,
      '-V',
      version,
      '-i',
      'sub',
      '-u',
      'me',
      '-k',
      '30',
      '-t',
      'a/#',
      '-t',
      'b/+',
    );
    await eventually(() => {
      expect(opened.row('sub')).toMatchObject({
        username: 'me',
        keepalive: 30,
        proto_ver: VERSIONS.indexOf(version) + 3,
        subscriptions_cnt: 2,
        connected: true,
      });
    });
    await subscriber.stop('SIGTERM');
    expect(subscriber.output).toMatch(/received SUBACK/);
    await eventually(() => expect(opened.row('sub')).toBeUndefined());
  },
);

test('mosquitto_sub, mqttv5, resumes its session', async () => {
  await using opened = await open();
  const args = ['-V', 'mqttv5', '-i', 'sub', '-c', '-x', '3600', '-q', '1', '-t', 'a'];
  const arrivals: unknown[] = [];
  for (const visit of [1, 2]) {
    await using subscriber = new Command('mosquitto_sub', opened, ...args);
    await eventually(() => {
      expect(opened.row('sub')).toMatchObject({ connected: true, subscriptions_cnt: 1 });
    });
    await subscriber.stop();
    await eventually(() => expect(opened.row('sub')?.connected).toBe(false));
    expect(opened.row('sub')).toMatchObject({ subscriptions_cnt: 1, expiry_interval: 3600 });
    arrivals.push([visit, opened.lines.filter((line) => line.includes('"isResumed":true')).length]);
  }
  expect(arrivals).toEqual([
    [1, 0],
    [2, 1],
  ]);
});

test('mosquitto_sub that is kicked is told why', async () => {
  await using opened = await open();
  const args = ['-V', 'mqttv5', '-i', 'sub', '-t', 'a'];
  await using subscriber = new Command('mosquitto_sub', opened, ...args);
  await eventually(() => expect(opened.row('sub')?.subscriptions_cnt).toBe(1));
  opened.mock.clients.remove('sub');
  await eventually(() => expect(opened.listener.connections).toBe(0));
  // It writes out what it has to say only when it ends.
  await subscriber.stop('SIGTERM');
  expect(subscriber.output).toMatch(/received disconnect \(152\)/i);
});

test('mosquitto_pub with a wrong password is refused', async () => {
  await using opened = await open({ credentials: { id: 'me', secret: 'right' } });
  const login = (password: string): string[] => ['-u', 'me', '-P', password, '-t', 'a', '-m', 'x'];
  await using wrong = new Command('mosquitto_pub', opened, ...login('wrong'));
  expect(await wrong.exit).not.toBe(0);
  expect(wrong.output).toMatch(/not authori[sz]ed|bad user ?name or password/i);
  await using right = new Command('mosquitto_pub', opened, ...login('right'));
  expect(await right.exit).toBe(0);
});
