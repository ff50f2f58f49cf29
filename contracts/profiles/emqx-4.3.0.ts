import type { Profile } from './profile.js';

export const emqx430: Profile = {
  name: 'emqx-4.3.0',
  description: 'EMQX 4.3.0',
  known: [],
};
