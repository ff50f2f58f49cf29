/** Messages of the explanation of a request: English, Simplified Chinese. */
export const WHY = {
  'why.toList': ['Back to the list', '返回列表'],
  'why.answer': ['What the API answers', 'API 的响应'],
  'why.ask': ['Why is this client (not) in the list?', '为什么此客户端（不）在列表中？'],
  'why.explain': ['Explain', '解释'],
  'why.isIn': ['is in the response.', '在响应中。'],
  'why.isOut': ['is not in the response.', '不在响应中。'],
  'why.funnel': ['How many clients each filter leaves', '每个过滤器之后剩余的客户端'],
  'why.allClients': ['all clients', '所有客户端'],
  'why.page': ['The page', '所在页'],
  'why.rows': ['rows {first} to {last} of {of}', '共 {of} 行中的第 {first} 至 {last} 行'],
  'why.noRows': ['none of {of} rows', '共 {of} 行，此页没有数据'],
  'why.parameters': ['How each parameter was read', '每个参数的读取方式'],
  'why.parameter': ['Parameter', '参数'],
  'why.value': ['Value', '值'],
  'why.means': ['Meaning', '含义'],
  'why.sentAs': ['sent as', '发送为'],
  'why.decisions': ['Decisions', '决定'],
  'why.decisions.explain': [
    'Where the documents of the API are silent or contradict themselves. The file openapi/decisions.md has the reasons.',
    '用于 API 文档未说明或自相矛盾之处，理由见 openapi/decisions.md。',
  ],
} as const satisfies Readonly<Record<string, readonly [en: string, zh: string]>>;
