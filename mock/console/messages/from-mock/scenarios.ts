/** Descriptions of scenarios, and what happens in them. */
export const SCENARIOS: Readonly<Record<string, string>> = {
  'No client exists: the list has no rows and a count of 0.':
    '没有任何客户端：列表没有行，count 为 0。',
  'There is one client, so that the first page is also the last page.':
    '只有一个客户端，因此第一页也是最后一页。',
  'The 100 clients fill the last page of 10 completely, and the page after it is empty.':
    '100 个客户端正好填满每页 10 行的最后一页，其后一页为空。',
  'There is one client more than fits on ten pages of 10: the eleventh page has a single row.':
    '比十页（每页 10 行）多一个客户端：第十一页只有一行。',
  'There is one client fewer than fits on ten pages of 10: the last page is one row short.':
    '比十页（每页 10 行）少一个客户端：最后一页少一行。',
  'There are exactly as many clients as one request without _limit returns.':
    '客户端数量恰好等于一次不带 _limit 的请求所返回的数量。',
  'A request without _limit stops at 10,000 rows without an error: it misses one client.':
    '不带 _limit 的请求在 10,000 行处停止且不报错：会遗漏一个客户端。',
  'There are 100,000 clients: code that reads the whole list, or renders every row, becomes slow.':
    '有 100,000 个客户端：读取整个列表或渲染每一行的代码会变慢。',
  'A client of page 1 is kicked before page 2 is read: every row moves up by one, and a caller that pages by number misses one of them.':
    '读取第 2 页之前，第 1 页的一个客户端被踢出：每一行都上移一位，按页码翻页的调用者会遗漏其中一个。',
  'Five clients connect after page 1 was read: a caller that computes the number of pages from the first response misses the new ones.':
    '读取第 1 页之后有五个客户端连接：根据首次响应计算页数的调用者会遗漏新的客户端。',
  'The rows change their order after page 1 was read, as the API allows: some clients are listed twice, others not at all.':
    '读取第 1 页之后，行的顺序发生变化（API 允许这样）：有些客户端出现两次，有些完全没有出现。',
  "Every second of the mock's clock ten clients disconnect and ten connect, and counters grow: no two responses are the same.":
    '模拟服务器的时钟每过一秒，就有十个客户端断开、十个客户端连接，计数器不断增长：没有两次响应是相同的。',
  'One of three nodes goes down while a caller pages: a third of the clients disappear between page 1 and page 2.':
    '调用者翻页期间，三个节点之一停止运行：三分之一的客户端在第 1 页与第 2 页之间消失。',
  'One of two nodes does not answer: lists, lookups and kicks hang until the caller gives up, but the list of the other node is answered.':
    '两个节点之一没有响应：列表、查询和踢出一直挂起，直到调用者放弃；但另一个节点的列表能得到响应。',
  'Two nodes answer in turn, and each lists its own clients first: pages repeat some clients and miss others, except from EMQX 4.4.15 on.':
    '两个节点轮流响应，各自先列出自己的客户端：各页会重复一些客户端并遗漏另一些，从 EMQX 4.4.15 起不再如此。',
  'One client id is connected to two nodes, as after a network split: a lookup by id returns two rows, and a kick ends both.':
    '同一个客户端 ID 连接到两个节点，如同网络分区之后：按 ID 查询返回两行，踢出会同时结束两者。',
  'Client ids contain slashes, percent signs, spaces, quotes, emoji and names like __proto__: a caller that does not encode them gets another client.':
    '客户端 ID 含有斜杠、百分号、空格、引号、表情符号以及 __proto__ 之类的名称：不对其编码的调用者会得到另一个客户端。',
  'No client gave a user name: the API sends the text "undefined" for it, which no filter finds.':
    '没有客户端提供用户名：API 以文本 "undefined" 表示，任何过滤器都找不到它。',
  'Every client is offline but has a session: the list is full, and no client is connected.':
    '所有客户端都离线但保留会话：列表是满的，却没有一个客户端处于连接状态。',
  'MQTT 3.1, 3.1.1 and 5.0, CoAP, LwM2M and MQTT-SN share one list: an MQTT 3.1 client has the name MQIsdp, and version 1 exists in three protocols.':
    'MQTT 3.1、3.1.1 和 5.0、CoAP、LwM2M 与 MQTT-SN 共用一个列表：MQTT 3.1 客户端的协议名为 MQIsdp，版本 1 存在于三种协议中。',
  'Forty clients connect within one second, one just before it and one just after: a time filter returns all forty or none.':
    '四十个客户端在同一秒内连接，另有一个恰在其前、一个恰在其后：时间过滤器要么返回全部四十个，要么一个也不返回。',
  'Under a filter the count is -1, as real brokers send it: a caller that computes the number of pages from it finds none.':
    '使用过滤器时 count 为 -1，与真实服务器一致：由它计算页数的调用者会得到零页。',
  'One node shows its times an hour ahead of the others: the row with the latest time is not the newest client, and a time filter with that value misses clients.':
    '一个节点显示的时间比其他节点快一小时：时间最晚的行并不是最新的客户端，用该值作时间过滤会遗漏客户端。',
  'the first client is kicked': '第一个客户端被踢出',
  '{count} clients connect': '{count} 个客户端连接',
  'the rows change their order': '行的顺序发生变化',
  'clients come and go': '客户端来来去去',
  'a node goes down': '一个节点停止运行',
  'a page after page 1': '第 1 页之后的某一页',
};
