import type { Profile } from './profile.js';

export const nanomq: Profile = {
  name: 'nanomq',
  description: 'NanoMQ 0.25.3',
  known: [],
};
