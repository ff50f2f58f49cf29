/** Messages of the view 'Sandboxes': English, Simplified Chinese. */
export const SANDBOXES = {
  'view.sandboxes': ['Sandboxes', '沙箱'],
  'sandboxes.explain': [
    'A sandbox is an isolated broker inside the mock: clients, clock, faults and requests of its own. The first request that names it creates it.',
    '沙箱是模拟服务器内部相互隔离的 broker，拥有自己的客户端、时钟、故障和请求。首个提到它的请求会创建它。',
  ],
  'sandboxes.none': [
    'There is no sandbox yet. Enter a name above, or send a request to /sandbox/NAME/api/v4/clients.',
    '还没有沙箱。请在上方输入名称，或向 /sandbox/NAME/api/v4/clients 发送请求。',
  ],
  'sandboxes.name': ['Name', '名称'],
  'sandboxes.create': ['Open or create', '打开或创建'],
  'sandboxes.leave': ['Leave this sandbox', '离开此沙箱'],
  'sandboxes.reload': ['Refresh', '刷新'],
  'sandboxes.requests': ['Requests', '请求'],
  'sandboxes.scenario': ['Scenario', '场景'],
  'sandboxes.used': ['Last used (UTC)', '最近使用（UTC）'],
  'sandboxes.drop': ['Drop', '删除'],
  'sandboxes.drop.name': ['Drop the sandbox {name}', '删除沙箱 {name}'],
  'sandboxes.dropAll': ['Drop all', '全部删除'],
  'sandboxes.dropAll.sure': [
    'Drop all sandboxes, with what tests may have in them just now?',
    '确定删除所有沙箱吗？其中可能有测试正在使用的数据。',
  ],
  'sandboxes.dropped': ['Sandboxes dropped: {count}', '已删除沙箱：{count}'],
  'sandboxes.limits': [
    '{count} of at most {max}. One that is not used for {minutes} minutes is dropped.',
    '共 {count} 个，最多 {max} 个。{minutes} 分钟未使用的沙箱会被删除。',
  ],
} as const satisfies Readonly<Record<string, readonly [en: string, zh: string]>>;
