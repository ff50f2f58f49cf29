/** What a connection received and sent: bytes, TCP reads and writes, packets, messages. */
export type Traffic = Record<`${'recv' | 'send'}_${'oct' | 'cnt' | 'pkt' | 'msg'}`, number>;

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
