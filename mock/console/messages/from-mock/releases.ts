/** What differs between releases: titles, and what each release does. */
export const RELEASES: Readonly<Record<string, string>> = {
  'clients that a list contains': '列表包含的客户端',
  'order of the nodes in a list': '列表中节点的顺序',
  filters: '过滤器',
  'filters on the message queue': '消息队列的过滤器',
  'meta.hasnext': 'meta.hasnext',
  'meta.count with a filter': '使用过滤器时的 meta.count',
  'unit of time filters': '时间过滤器的单位',
  '_like_ filters': '_like_ 过滤器',
  'an empty _like_ filter': '空的 _like_ 过滤器',
  'a filter value of the wrong type': '类型错误的过滤值',
  'a limit of 0': '每页行数为 0',
  'a limit of 2^59 or more': '每页行数不小于 2^59',
  'the kick of an unknown client': '踢出未知的客户端',
  'credentials that are not base64': '不是 base64 的凭据',
  'the kick of an MQTT 5.0 client': '踢出 MQTT 5.0 客户端',
  'the member mountpoint': '成员 mountpoint',
  'counters by QoS and of dropped messages': '按 QoS 统计和丢弃消息的计数器',
  'order of members': '成员的顺序',
  'a + in the path': '路径中的 +',
  'filters of GET /subscriptions': 'GET /subscriptions 的过滤器',
  'subscriptions to one topic': '某一主题的订阅',
  'clients that POST /mqtt/subscribe finds': 'POST /mqtt/subscribe 能找到的客户端',
  'POST /mqtt/subscribe without a client id': '不带客户端 ID 的 POST /mqtt/subscribe',
  'POST /mqtt/subscribe with QoS 3': 'QoS 为 3 的 POST /mqtt/subscribe',
  'the end of a shared subscription': '共享订阅的取消',
  'the keep-alive of a client': '客户端的保活时间',
  'the ACL caches of all clients': '所有客户端的 ACL 缓存',
  'paths of alarms': '告警的路径',
  'connections.count in stats': '统计中的 connections.count',
  'live_connections in stats': '统计中的 live_connections',
  'live_connections of nodes': '节点的 live_connections',
  'memory of one node': '单个节点的内存',
  'the name of a node': '节点的名称',
  'sysdescr of a broker': '服务器的 sysdescr',
  'otp_release of a node': '节点的 otp_release',
  'subscriptions of a client on a stopped node': '已停止节点上客户端的订阅',
  'GET /clients lists the clients of the node that is asked.':
    'GET /clients 列出被请求节点的客户端。',
  'GET /clients lists the clients of all nodes.': 'GET /clients 列出所有节点的客户端。',
  'The order of the nodes depends on the node that is asked.': '节点的顺序取决于被请求的节点。',
  'Every node lists the nodes in the same order.': '每个节点都以相同的顺序列出各节点。',
  'All filters are ignored: every client is listed.': '忽略所有过滤器：列出全部客户端。',
  'The 14 documented filters work.': '文档中的 14 个过滤器有效。',
  '_gte_ and _lte_ of mqueue_len and mqueue_dropped are ignored.':
    'mqueue_len 与 mqueue_dropped 的 _gte_ 和 _lte_ 被忽略。',
  '_gte_ and _lte_ of mqueue_len and mqueue_dropped work.':
    'mqueue_len 与 mqueue_dropped 的 _gte_ 和 _lte_ 有效。',
  'meta has no hasnext.': 'meta 没有 hasnext。',
  'meta.hasnext says whether more rows follow.': 'meta.hasnext 表示后面是否还有行。',
  'meta.count is the number of all clients.': 'meta.count 是所有客户端的数量。',
  'meta.count is -1 if there is a known filter.': '有已知过滤器时 meta.count 为 -1。',
  'Time filters take Unix milliseconds.': '时间过滤器使用 Unix 毫秒。',
  'Time filters take Unix seconds.': '时间过滤器使用 Unix 秒。',
  '_like_ takes a regular expression.': '_like_ 使用正则表达式。',
  '_like_ takes a regular expression in which a backslash is literal.':
    '_like_ 使用正则表达式，其中反斜杠为字面字符。',
  '_like_ takes a literal text.': '_like_ 使用字面文本。',
  'An empty _like_ matches every client.': '空的 _like_ 匹配所有客户端。',
  'An empty _like_ is HTTP 500.': '空的 _like_ 返回 HTTP 500。',
  'A value of the wrong type is HTTP 500.': '类型错误的值返回 HTTP 500。',
  'A value of the wrong type is HTTP 200 with code 108.': '类型错误的值返回 HTTP 200，代码为 108。',
  '_limit=0 is HTTP 500.': '_limit=0 返回 HTTP 500。',
  '_limit=0 returns no rows.': '_limit=0 不返回任何行。',
  'A limit of any size is accepted.': '任意大小的每页行数都会被接受。',
  'A limit of 2^59 or more is HTTP 500.': '每页行数不小于 2^59 时返回 HTTP 500。',
  'The kick of an unknown client is code 112.': '踢出未知的客户端返回代码 112。',
  'The kick of an unknown client is code 0.': '踢出未知的客户端返回代码 0。',
  'Credentials that are not base64 are HTTP 500.': '不是 base64 的凭据返回 HTTP 500。',
  'Credentials that are not base64 are HTTP 401.': '不是 base64 的凭据返回 HTTP 401。',
  'The connection is closed without a DISCONNECT.': '直接关闭连接，不发送 DISCONNECT。',
  'The client receives DISCONNECT with reason code 152.': '客户端收到原因码为 152 的 DISCONNECT。',
  'A client has no mountpoint: 35 members.': '客户端没有 mountpoint：共 35 个成员。',
  'A client has a mountpoint: 36 members.': '客户端有 mountpoint：共 36 个成员。',
  'A client has only members that the documents name.': '客户端只有文档列出的成员。',
  'A client has eleven more members: 47.': '客户端另有十一个成员：共 47 个。',
  'Members are sorted by name: code, data, meta.': '成员按名称排序：code、data、meta。',
  'Members are in the order meta, data, code.': '成员的顺序为 meta、data、code。',
  'A + in the path is a plus.': '路径中的 + 表示加号。',
  'A + in the path is a space, and invalid UTF-8 is HTTP 500 (built with OTP 23).':
    '路径中的 + 表示空格，无效的 UTF-8 返回 HTTP 500（以 OTP 23 构建）。',
  'GET /subscriptions ignores all filters and lists the asked node.':
    'GET /subscriptions 忽略所有过滤器，列出被请求的节点。',
  'GET /subscriptions lists the cluster; clientid, qos, share and _match_topic work.':
    'GET /subscriptions 列出整个集群；clientid、qos、share 和 _match_topic 有效。',
  'topic= is ignored.': 'topic= 被忽略。',
  'topic= returns all rows without meta, whatever else is asked for.':
    'topic= 返回所有行且没有 meta，与其他参数无关。',
  'topic= returns a page with meta, without the other filters.':
    'topic= 返回带 meta 的一页，不使用其他过滤器。',
  'topic= and the filters clientid, qos and share hold.':
    'topic= 与过滤器 clientid、qos、share 同时生效。',
  'POST /mqtt/subscribe and /mqtt/unsubscribe find the clients of the node that is asked.':
    'POST /mqtt/subscribe 与 /mqtt/unsubscribe 能找到被请求节点的客户端。',
  'POST /mqtt/subscribe and /mqtt/unsubscribe find any client.':
    'POST /mqtt/subscribe 与 /mqtt/unsubscribe 能找到任何客户端。',
  'A missing client id is code 112.': '缺少客户端 ID 返回代码 112。',
  'A missing client id is code 108.': '缺少客户端 ID 返回代码 108。',
  'Any QoS is accepted, and shown.': '任何 QoS 都会被接受并显示。',
  'A QoS other than 0, 1 and 2 is code 116.': 'QoS 不是 0、1、2 时返回代码 116。',
  'POST /mqtt/unsubscribe succeeds, and a shared subscription stays.':
    'POST /mqtt/unsubscribe 成功，但共享订阅仍然保留。',
  'POST /mqtt/unsubscribe ends a shared subscription.': 'POST /mqtt/unsubscribe 会取消共享订阅。',
  'PUT /clients/{clientid}/keepalive does not exist.': 'PUT /clients/{clientid}/keepalive 不存在。',
  'PUT /clients/{clientid}/keepalive takes a text; a number is HTTP 500.':
    'PUT /clients/{clientid}/keepalive 接受文本；数字返回 HTTP 500。',
  'PUT /clients/{clientid}/keepalive takes a number too.':
    'PUT /clients/{clientid}/keepalive 也接受数字。',
  'DELETE /acl-cache does not exist.': 'DELETE /acl-cache 不存在。',
  'DELETE /acl-cache and /nodes/{node}/acl-cache work.':
    'DELETE /acl-cache 与 /nodes/{node}/acl-cache 有效。',
  'Alarms are at /alarms/present and /alarms/history.':
    '告警位于 /alarms/present 和 /alarms/history。',
  'Alarms are at /alarms, /alarms/activated and /alarms/deactivated.':
    '告警位于 /alarms、/alarms/activated 和 /alarms/deactivated。',
  'connections.count in stats is the number of connected clients.':
    '统计中的 connections.count 是已连接客户端的数量。',
  'connections.count in stats counts offline sessions too.':
    '统计中的 connections.count 也包括离线会话。',
  'Stats have no live_connections.': '统计中没有 live_connections。',
  'Stats have live_connections: connected clients only.':
    '统计中有 live_connections：只计已连接的客户端。',
  'Nodes have no live_connections.': '节点没有 live_connections。',
  'Nodes have live_connections: connected clients only.':
    '节点有 live_connections：只计已连接的客户端。',
  'GET /nodes/{node} shows the memory in bytes.': 'GET /nodes/{node} 以字节显示内存。',
  'GET /nodes/{node} shows the memory as a text, such as 1.68G.':
    'GET /nodes/{node} 以文本显示内存，例如 1.68G。',
  'One broker has no name; a node has the member name, in a list node too.':
    '单个 broker 没有名称；节点有成员 name，在列表中还有 node。',
  'Nodes and brokers have the member node.': '节点和 broker 都有成员 node。',
  'sysdescr is {text}.': 'sysdescr 为 {text}。',
  'otp_release is {text}, as recorded.': 'otp_release 为 {text}，与录制一致。',
  'GET /nodes/{node}/subscriptions/{clientid} of a stopped node is HTTP 500.':
    '对已停止的节点请求 GET /nodes/{node}/subscriptions/{clientid} 返回 HTTP 500。',
  'GET /nodes/{node}/subscriptions/{clientid} of a stopped node is HTTP 204.':
    '对已停止的节点请求 GET /nodes/{node}/subscriptions/{clientid} 返回 HTTP 204。',
  'Nothing of the kind: filters are ignored.': '没有这种行为：过滤器被忽略。',
  // Of the examples.
  '{request}, sent to the second node': '{request}，发送至第二个节点',
  '{request}, of a node that has stopped': '{request}，对已停止的节点',
  '{request}, then GET {path}': '{request}，然后 GET {path}',
  'DELETE /clients/{clientid} of an MQTT 5.0 client':
    '对 MQTT 5.0 客户端请求 DELETE /clients/{clientid}',
};
