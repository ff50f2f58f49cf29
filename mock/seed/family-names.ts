import type { Faker } from '@faker-js/faker';
import type { Account, Archetype, Protocol } from './archetype.js';
import type { ClientSample } from './sample.js';

type Naming = Pick<Archetype, 'stem' | 'ending' | 'account'>;

const MODELS = ['thermostat', 'meter', 'camera', 'valve', 'pump', 'lock', 'charger', 'tracker'];
const SITES = ['berlin', 'lyon', 'osaka', 'austin', 'leeds', 'turin', 'pune', 'quito', 'shenzhen'];
const ROLES = ['billing', 'ingest', 'alerting', 'firmware', 'dashboard', 'audit', 'rules'];
const TOOLS = ['mqttx', 'explorer', 'phone'];

/**
 * Names a family: devices by model and site, gateways by hardware id, services by role, tools by their
 * user. A family without MQTT always consists of devices.
 * @param share decides the kind of family, 0 ≤ share < 1.
 */
export function nameFamily(
  faker: Faker,
  sample: ClientSample,
  protocol: Protocol,
  share: number,
): Naming {
  const site = faker.helpers.arrayElement(SITES);
  if (!protocol.mqtt) return device(faker, site);
  if (sample.is_bridge) {
    return { stem: `bridge-${site}-`, ending: 'number', account: shared(`bridge-${site}`) };
  }
  if (share < 0.6) return device(faker, site);
  if (share < 0.76) return { stem: 'gw-', ending: 'hex', account: { kind: 'own' } };
  if (share < 0.9) {
    const role = faker.helpers.arrayElement(ROLES);
    return { stem: `svc-${role}-`, ending: 'number', account: shared(`svc-${role}`) };
  }
  const tool = faker.helpers.arrayElement(TOOLS);
  return { stem: `${tool}-`, ending: 'hex', account: shared(person(sample.username)) };
}

function device(faker: Faker, site: string): Naming {
  const model = faker.helpers.arrayElement(MODELS);
  const account = faker.helpers.arrayElement<Account>([
    { kind: 'none' },
    { kind: 'own' },
    shared(`fleet-${site}`),
    shared(`fleet-${site}`),
  ]);
  return { stem: `${model}-${site}-`, ending: 'number', account };
}

const shared = (name: string): Account => ({ kind: 'shared', name });

/** A person's user name in lower case: `Ada.O'Hara42` is `ada.ohara42`. */
function person(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, '');
}
