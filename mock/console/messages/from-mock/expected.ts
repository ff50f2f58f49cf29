import type { RefusalReason } from '../../../control/refusal-reasons.js';

/** Problems: what was expected of a value, and other failures. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'The mock does not answer.': '模拟服务器没有响应。',
  'an integer from {low} to {high}': '{low} 到 {high} 之间的整数',
  'an integer, {low} or more': '不小于 {low} 的整数',
  'a number from {low} to {high}': '{low} 到 {high} 之间的数',
  'a number above 0 and at most 1': '大于 0 且不超过 1 的数',
  'an integer': '整数',
  'a Unix time in seconds': '以秒为单位的 Unix 时间',
  'an IPv4 or IPv6 address': 'IPv4 或 IPv6 地址',
  'a value of type {type}': '类型为 {type} 的值',
  'one of the members {names}': '以下成员之一：{names}',
  'one of {values}': '以下值之一：{values}',
  'a known parameter, such as {name}': '已知的参数，例如 {name}',
  'a text of at most {length} characters': '最多 {length} 个字符的文本',
  'a text': '文本',
  '{name} once': '{name} 只出现一次',
  'true or false': 'true 或 false',
  'a list': '列表',
  'at most {count} items': '最多 {count} 项',
  'a client object': '客户端对象',
  'it unchanged: {clientid}': '保持不变：{clientid}',
  'a time as YYYY-MM-DD HH:mm:ss': '格式为 YYYY-MM-DD HH:mm:ss 的时间',
  'none while connected is true': 'connected 为 true 时不能有值',
  '1 or more for a client that is not connected: its session would have ended':
    '未连接的客户端须不小于 1，否则其会话早已结束',
  '{count}, the number of subscriptions': '{count}，即订阅的数量',
  'an HTTP method, such as GET': 'HTTP 方法，例如 GET',
  'valid JSON': '有效的 JSON',
  'either hang or reset, not both': 'hang 与 reset 二选一',
  'nothing else, since a request that hangs gets no response':
    '不能有其他内容，因为挂起的请求没有响应',
  'only a delay beside it, since a reset connection gets no response':
    '旁边只能有延迟，因为被重置的连接没有响应',
  'either contentType or the header content-type, not both': 'contentType 与 content-type 头二选一',
  'a text in Unicode, not empty': '非空的 Unicode 文本',
  'a text in Unicode': 'Unicode 文本',
  'a text in Unicode, or null': 'Unicode 文本或 null',
  'a name of 1 to {length} printable characters': '1 到 {length} 个可打印字符的名称',
  'a number of bytes, or a share below 100 % such as "50%"':
    '字节数，或小于 100% 的比例，例如 "50%"',
  'milliseconds, or a text such as 500ms, 5s, 10m, 2h or 1d':
    '毫秒数，或 500ms、5s、10m、2h、1d 之类的文本',
  'an ISO 8601 time of 1970 to 9999, such as {example}':
    '1970 到 9999 年的 ISO 8601 时间，例如 {example}',
  'a list of subscriptions, each such as {example}': '订阅列表，每一项形如 {example}',
  'a release of EMQX 4 (nearest: {release})': 'EMQX 4 的某个版本（最接近的是 {release}）',
  'two hexadecimal digits after each %': '每个 % 后有两个十六进制数字',
  'the sandbox that the path names, or no such header': '路径所指的沙箱，或不带此请求头',
  'The body is too large: expected at most {count} bytes.': '请求体太大：最多 {count} 字节。',
  'The mock failed: this is a bug in it, see its log.':
    '模拟服务器出错：这是它的缺陷，请查看其日志。',
  '1 to 1024 printable ASCII characters': '1 到 1024 个可打印的 ASCII 字符',
};

/** Why the control API refuses a request, by its reason. One of `invalid input` lists its problems. */
export const REFUSALS: Readonly<Record<Exclude<RefusalReason, 'invalid input'>, string>> = {
  'no token': '控制令牌缺失或错误。',
  'untrusted caller':
    '控制 API 不响应 {field} 为 {value} 的请求：应为回环地址，或提供令牌（--control-token）。',
  'unknown path': '控制 API 没有此路径：参见 GET /__mock/openapi.json。',
  'unknown client': '客户端 "{value}" 不存在。',
  'unknown sandbox': '沙箱 "{value}" 不存在。',
  'unknown request': '请求记录中没有 {value} 号请求：记录已被清空，或已被更新的请求取代。',
  'unknown method': '此处不支持 {value}：应为 {expected}。',
  'cut request': '无法再次发送 {value} 号请求：它太长，没有完整保留。',
  'proxied request': '无法再次发送 {value} 号请求：它由另一台服务器响应。',
  'long response': '响应超过 {expected} 个字符：请减少行数（_limit），或直接请求 API。',
  'too many listeners': '监听者过多，或模拟服务器正在停止：最多同时 {expected} 个。',
};
