/** What each command does, in a sentence. */
import type { Texts } from './bilingual.js';

export const COMMAND_TEXTS = {
  'cmd.ls': { en: 'List sagas', zh: '列出事务流程' },
  'cmd.get': {
    en: 'Show one saga: where it stands, its steps, what may be done',
    zh: '查看一个事务流程：当前状态、各步骤、允许的操作',
  },
  'cmd.explain': {
    en: 'Say why a saga stands where it stands and what happens next',
    zh: '说明事务流程为何处于当前状态以及接下来会发生什么',
  },
  'cmd.events': { en: 'Show the history of a saga', zh: '查看事务流程的事件历史' },
  'cmd.watch': { en: 'Follow a saga until it has ended', zh: '持续跟踪事务流程直到结束' },
  'cmd.groups': { en: 'Group stuck sagas by cause', zh: '按原因归组卡住的事务流程' },
  'cmd.participants': {
    en: 'List participants and who waits for them',
    zh: '列出参与方以及等待它们的事务流程',
  },
  'cmd.definitions': { en: 'List the definitions that sagas run on', zh: '列出事务流程所用的流程定义' },
  'cmd.replay': {
    en: 'Try again in the same direction with fresh attempts',
    zh: '重放：沿原方向以新的尝试次数继续',
  },
  'cmd.rewind': {
    en: 'Undo down to a step, then go forward again from there',
    zh: '回退重做：撤销到指定步骤，再从该步骤继续向前',
  },
  'cmd.compensate': { en: 'Turn back and undo everything', zh: '转为补偿：撤销全部已完成的操作' },
  'cmd.skip': {
    en: 'Supply the result of the step that a saga is stuck at, and go on',
    zh: '跳过：为卡住的步骤提供结果并继续',
  },
  'cmd.edit': {
    en: 'Replace the request of one action; replay sets the saga going',
    zh: '修改一个正向操作的请求；之后需重放才会继续',
  },
  'cmd.record': {
    en: 'Record whether the pivot took effect, as somebody found out',
    zh: '登记关键步骤是否已生效（经人工查明）',
  },
  'cmd.waive': {
    en: 'Close the obligation to undo a branch, with evidence',
    zh: '豁免补偿：凭证据结清一个分支的撤销义务',
  },
  'cmd.pause': { en: 'Start no new call of a saga', zh: '暂停：事务流程不再发起新的调用' },
  'cmd.resume': { en: 'Let a paused saga go on', zh: '恢复已暂停的事务流程' },
  'cmd.close': {
    en: 'End a stuck saga with a statement about what stays open',
    zh: '关闭：对未结清事项作出说明并结束卡住的事务流程',
  },
  'cmd.hold': {
    en: 'Let no call go to a participant: sagas that need it rest',
    zh: '暂停对参与方的调用：需要它的事务流程将静止等待',
  },
  'cmd.release': { en: 'Let calls go to a held participant again', zh: '解除对参与方的暂停调用' },
  'cmd.batch.replay': { en: 'Replay many sagas', zh: '批量重放' },
  'cmd.batch.compensate': { en: 'Compensate many sagas', zh: '批量转为补偿' },
  'cmd.batch.pause': { en: 'Pause many sagas', zh: '批量暂停' },
  'cmd.batch.resume': { en: 'Resume many sagas', zh: '批量恢复' },
  'cmd.batch.close': { en: 'Close many sagas', zh: '批量关闭' },
  'cmd.op.ls': { en: 'List batches', zh: '列出批量任务' },
  'cmd.op.get': { en: 'Show one batch', zh: '查看一个批量任务' },
  'cmd.op.items': { en: 'List what became of each saga of a batch', zh: '列出批量任务中每个事务流程的结果' },
  'cmd.op.pause': { en: 'Start no further item of a batch', zh: '暂停批量任务：不再开始新的条目' },
  'cmd.op.resume': { en: 'Let a paused batch go on', zh: '恢复已暂停的批量任务' },
  'cmd.op.cancel': {
    en: 'End a batch early; what was done stays done',
    zh: '提前结束批量任务；已完成的操作保持不变',
  },
  'cmd.op.wait': { en: 'Wait until a batch has ended', zh: '等待批量任务结束' },
  'cmd.approvals.ls': { en: 'List what waits for a second person', zh: '列出等待第二人审批的请求' },
  'cmd.approvals.approve': { en: 'Approve a request, which does it', zh: '批准请求并随即执行' },
  'cmd.approvals.reject': { en: 'Reject a request', zh: '驳回请求' },
  'cmd.audit.ls': { en: 'List the audit', zh: '列出审计记录' },
  'cmd.audit.verify': {
    en: 'Check that no audit entry was altered, removed or moved',
    zh: '校验审计记录未被篡改、删除或移动',
  },
  'cmd.doctor': { en: 'Check that the whole is well', zh: '检查整个系统是否正常' },
  'cmd.limbo': {
    en: 'List sagas that nobody would move, straight from Postgres',
    zh: '直接从 Postgres 列出悬空的事务流程',
  },
  'cmd.completion': { en: 'Print the completion script of a shell', zh: '输出 shell 的命令补全脚本' },
  'cmd.version': { en: 'Print versions', zh: '显示版本' },
  'cmd.help': { en: 'Explain a command or a topic', zh: '说明某个命令或主题' },
} as const satisfies Texts;
