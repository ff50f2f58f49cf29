/** What the decisions say about a response. */
export const DECISIONS: Readonly<Record<string, string>> = {
  '_gte_ keeps what is at or after the value, although its description says otherwise.':
    '_gte_ 保留大于或等于该值的项，尽管其说明并非如此。',
  '_lte_ keeps what is at or before the value, although its description says otherwise.':
    '_lte_ 保留小于或等于该值的项，尽管其说明并非如此。',
  'Times in filters are Unix milliseconds here: a value in seconds lies in 1970.':
    '此处过滤器中的时间为 Unix 毫秒：以秒为单位的值会落在 1970 年。',
  'Times in filters are Unix seconds, and a client shown at second T matches _gte_ and _lte_ of T.':
    '过滤器中的时间为 Unix 秒，显示为第 T 秒的客户端同时匹配值为 T 的 _gte_ 和 _lte_。',
  'Times in filters are Unix seconds, compared with milliseconds: a client shown at second T seldom matches _lte_ of T.':
    '过滤器中的时间为 Unix 秒，但与毫秒比较：显示为第 T 秒的客户端很少匹配值为 T 的 _lte_。',
  'Page 1 of {limit} rows is the default.': '默认为第 1 页，每页 {limit} 行。',
  'Under a filter meta.count is -1: the matches are not counted.':
    '使用过滤器时 meta.count 为 -1：不统计匹配的数量。',
  'meta.count is the number of clients that match, on all pages together.':
    'meta.count 是所有页中匹配的客户端总数。',
  'A page below 1 is refused.': '小于 1 的页码会被拒绝。',
  'A page below 1 is page 1.': '小于 1 的页码视为第 1 页。',
  'A limit of 0 is refused.': '每页行数为 0 会被拒绝。',
  'A limit of 0 crashes the broker.': '每页行数为 0 会使服务器崩溃。',
  'A limit of 0 returns no rows.': '每页行数为 0 时不返回任何行。',
  'A page or a limit that is not an integer is refused.': '页码或每页行数不是整数时会被拒绝。',
  'A page or a limit that is not an integer crashes the broker.':
    '页码或每页行数不是整数时会使服务器崩溃。',
  'A limit above {limit} is taken as it is.': '超过 {limit} 的每页行数按原值使用。',
  'A page past the end is empty, not an error.': '超出末尾的页为空，不算错误。',
  'All filters must hold, a _like_ filter and its exact twin included.':
    '所有过滤器都必须满足，_like_ 过滤器与对应的精确过滤器也不例外。',
  'All filters must hold, but an exact filter disables its _like_ twin.':
    '所有过滤器都必须满足，但精确过滤器会使对应的 _like_ 过滤器失效。',
  'A parameter may be given once.': '每个参数只能出现一次。',
  'If a parameter is repeated, the first counts for paging, the last for an exact filter; all of the others count.':
    '参数重复时，分页参数取第一个，精确过滤器取最后一个，其他过滤器全部生效。',
  'An unknown parameter is ignored, unless the mock is strict.':
    '未知参数会被忽略，除非模拟服务器处于严格模式。',
  'A value of the wrong type is code 108.': '类型错误的值返回代码 108。',
  'A value of the wrong type crashes the broker.': '类型错误的值会使服务器崩溃。',
  'A value of the wrong type is refused.': '类型错误的值会被拒绝。',
  'A value that the documents do not list is refused.': '文档未列出的值会被拒绝。',
  'Any value is accepted, listed or not.': '任何值都会被接受，无论文档是否列出。',
  'An empty _like_ value crashes the broker once it is compared.':
    '空的 _like_ 值在比较时会使服务器崩溃。',
  'An empty _like_ value is in every text.': '空的 _like_ 值包含于任何文本。',
  '_like_ searches the literal text, case-sensitive: no wildcard, no regular expression.':
    '_like_ 按字面文本搜索，区分大小写：没有通配符，也不是正则表达式。',
  '_like_ is a regular expression, over bytes.': '_like_ 是按字节匹配的正则表达式。',
  '_like_ is a regular expression, literal backslash, over bytes.':
    '_like_ 是按字节匹配的正则表达式，其中反斜杠为字面字符。',
  'Exact filters compare the whole value, case-sensitive.': '精确过滤器比较整个值，区分大小写。',
  'A client without a user name is shown as "undefined", and is not found by that.':
    '没有用户名的客户端显示为 "undefined"，但不能以此找到它。',
  'The lookup of an unknown client is a success without rows.':
    '查询未知的客户端会成功，但没有行。',
  'The kick of an unknown client is code 112.': '踢出未知的客户端返回代码 112。',
  'The kick of an unknown client is a success.': '踢出未知的客户端会成功。',
  'A request without valid credentials gets HTTP 401, for any path.':
    '没有有效凭据的请求无论路径如何都返回 HTTP 401。',
  'A path or method that the documents do not name is HTTP 404.':
    '文档未提及的路径或方法返回 HTTP 404。',
  'Percent-encoding is undone once; in a query, + is a space.':
    '百分号编码只解码一次；查询中的 + 表示空格。',
  'The proto_name of an MQTT 3.1 client is MQIsdp.': 'MQTT 3.1 客户端的 proto_name 为 MQIsdp。',
  'An IPv6 address is compared as an address, in any spelling.': 'IPv6 地址按地址比较，写法不限。',
  'An empty value of an exact filter finds nothing.': '精确过滤器的空值找不到任何客户端。',
  'The paths beside /clients are answered from the same state, as real releases answer them.':
    '/clients 以外的路径依据同一状态响应，与真实版本一致。',
};
