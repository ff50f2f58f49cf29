import type { StoredClient } from '../../core/client.js';

/** What a connection received and sent: bytes, TCP reads and writes, packets, messages. */
export type Traffic = {
  -readonly [
    Key in
      | 'recv_oct'
      | 'recv_cnt'
      | 'recv_pkt'
      | 'recv_msg'
      | 'send_oct'
      | 'send_cnt'
      | 'send_pkt'
      | 'send_msg'
  ]: StoredClient[Key];
};

export const noTraffic = (): Traffic => ({
  recv_oct: 0,
  recv_cnt: 0,
  recv_pkt: 0,
  recv_msg: 0,
  send_oct: 0,
  send_cnt: 0,
  send_pkt: 0,
  send_msg: 0,
});
