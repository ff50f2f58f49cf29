/** Messages of the view 'Clock': English, Simplified Chinese. */
export const CLOCK = {
  'view.clock': ['Clock', '时钟'],
  'clock.explain': [
    'All times of the API follow this clock: sessions expire and scenarios continue by it.',
    'API 的所有时间都以此时钟为准：会话过期和场景推进都依据它。',
  ],
  'clock.now': ['The time of the mock', '模拟服务器的时间'],
  'clock.running': ['Running', '运行中'],
  'clock.frozen': ['Frozen', '已冻结'],
  'clock.freeze': ['Freeze', '冻结'],
  'clock.resume': ['Resume', '恢复运行'],
  'clock.advance': ['Advance', '前进'],
  'clock.advance.explain': [
    'What becomes due on the way happens at once. A negative value goes back.',
    '途中到期的事件会立即发生。负值表示后退。',
  ],
  'clock.amount': ['How far, such as 90s, 5m or 2h', '前进多少，例如 90s、5m 或 2h'],
  'clock.amount.example': ['90s, 5m, 2h', '90s、5m、2h'],
  'clock.set': ['Set the time', '设置时间'],
  'clock.set.explain': [
    'A date and a time in UTC; the clock goes on from there, or stays there if it is frozen.',
    'UTC 日期和时间；时钟将从该时刻继续运行；若已冻结则停在该时刻。',
  ],
  'clock.set.label': ['Date and time in UTC', 'UTC 日期和时间'],
} as const satisfies Readonly<Record<string, readonly [en: string, zh: string]>>;
