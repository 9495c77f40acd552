/** What boards, rules and replays say, in Chinese. */
export const zh = {
  why: {
    title: '为什么分给我',
    none: '这个会话还没有分配过',
    at: (time: string) => `${time} 分配`,
    looked: (count: number) => `当时共有 ${count} 位客服在岗`,
    needs: (skills: string) => `需要技能：${skills}`,
    anybody: '任何客服都可以接待',
    only: (name: string) => `当时只有 ${name} 可以接待`,
    equal: (name: string) => `${name} 与其他人条件相同，按先后顺序选中`,
    chosen: '已选中',
    strategy: {
      leastLoaded: '负载最低优先',
      longestIdle: '空闲最久优先',
      roundRobin: '轮流分配',
      weighted: '按权重分配',
    },
    load: (percent: number) => `负载 ${percent}%`,
    wins: {
      reserved: (name: string) => `已经为 ${name} 预留了名额`,
      missed: (name: string) => `${name} 没有漏接过这位客户`,
      lastAgent: (name: string) => `客户上次由 ${name} 接待`,
      reachable: (name: string) => `${name} 在线，其他人在后台`,
      load: (name: string) => `${name} 的负载最低`,
      weighted: (name: string) => `按权重计算，${name} 接待得最少`,
      lastAssignedAt: (name: string) => `${name} 最久没有接到新会话`,
      idleSince: (name: string) => `${name} 空闲得最久`,
    },
    loses: {
      reserved: '没有预留名额',
      missed: '之前漏接过这位客户',
      lastAgent: '上次不是由 TA 接待',
      reachable: '小程序在后台',
      load: '负载更高',
      weighted: '按权重计算接待得更多',
      lastAssignedAt: '更近接过新会话',
      idleSince: '空闲时间更短',
    },
    obstacles: { offline: '离线', busy: '忙碌', unreachable: '联系不上', full: '已接满', noSkill: '没有所需技能' },
  },
};

/** What every language has to say. */
export type Leading = typeof zh;
