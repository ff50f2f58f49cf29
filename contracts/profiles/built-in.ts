import { emqx4 } from './emqx-4.js';
import { emqx430 } from './emqx-4.3.0.js';
import { nanomq } from './nanomq.js';
import type { Profile } from './profile.js';

/** The profiles that come with the kit, by name. */
export const builtInProfiles: ReadonlyMap<string, Profile> = new Map(
  [emqx4, emqx430, nanomq].map((profile) => [profile.name, profile]),
);
