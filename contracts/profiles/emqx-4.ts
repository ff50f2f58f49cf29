import type { Profile } from './profile.js';

export const emqx4: Profile = {
  name: 'emqx-4',
  description: 'EMQX 4.3.22 and 4.4.19',
  known: [],
};
