/** What each option is for. */
import type { Texts } from './bilingual.js';

export const OPTION_TEXTS = {
  'opt.output': {
    en: 'for people or for programs; table unless given',
    zh: '输出格式：供人阅读或供程序使用；默认为 table',
  },
  'opt.address': {
    en: 'where the service listens; 127.0.0.1:5100 unless given',
    zh: '服务地址；默认 127.0.0.1:5100',
  },
  'opt.profile': { en: 'a profile of the configuration file', zh: '配置文件中的环境名称' },
  'opt.token-file': {
    en: 'file that holds the token; a token never stands on the command line',
    zh: '存放令牌的文件；令牌不得出现在命令行上',
  },
  'opt.tls': {
    en: 'use TLS with the certificate authorities of this machine',
    zh: '使用 TLS，信任本机的证书颁发机构',
  },
  'opt.ca': {
    en: 'certificate authority of the service, in PEM; means TLS',
    zh: '服务的证书颁发机构（PEM）；同时启用 TLS',
  },
  'opt.cert': { en: 'certificate to show to the service, in PEM', zh: '向服务出示的证书（PEM）' },
  'opt.key': { en: 'key of that certificate, in PEM', zh: '该证书的私钥（PEM）' },
  'opt.insecure': {
    en: 'send the token to another machine without TLS: the network encrypts',
    zh: '允许不经 TLS 将令牌发往其他机器（网络本身已加密）',
  },
  'opt.timeout': { en: 'for each call; 30 unless given', zh: '每次调用的超时秒数；默认 30' },
  'opt.lang': { en: 'language; that of LC_ALL or LANG unless given', zh: '语言；默认取自 LC_ALL 或 LANG' },
  'opt.help': { en: 'explain this command', zh: '显示该命令的帮助' },
  'opt.reason': { en: 'why, 5 to 500 characters; kept in the audit', zh: '原因，5 至 500 个字符；记入审计' },
  'opt.dry-run': {
    en: 'show the consequence and change nothing',
    zh: '只显示后果，不作任何更改',
  },
  'opt.yes': { en: 'do not ask; needed where nobody can be asked', zh: '不再询问；无人可询问时必须给出' },
  'opt.request-id': {
    en: 'repeat the request that had this id: it has one effect, however often it is sent',
    zh: '重复具有该标识的请求：无论发送多少次只生效一次',
  },
  'opt.etag': {
    en: 'the state that this was decided on; the current one unless given',
    zh: '作出决定时所依据的状态；默认为当前状态',
  },
  'opt.limit': { en: 'how many at most; 50 unless given', zh: '最多列出多少条；默认 50' },
  'opt.all': { en: 'as many as there are', zh: '全部列出' },
  'opt.filter': { en: 'which sagas, see: sagactl help filters', zh: '筛选条件，参见：sagactl help filters' },
  'opt.order': {
    en: 'create_time desc (unless given), create_time, finish_time desc',
    zh: '排序：create_time desc（默认）、create_time、finish_time desc',
  },
  'opt.reveal': {
    en: 'show payloads in the clear; needs the right and a reason, and is audited',
    zh: '显示明文数据；需要相应权限和原因，并记入审计',
  },
  'opt.revealReasons': {
    en: 'show the reasons of the entries; needs the right and a reason, and is audited',
    zh: '显示记录中的原因；需要相应权限和原因，并记入审计',
  },
  'opt.revealReason': { en: 'why they are needed', zh: '为何需要查看' },
  'opt.direct': {
    en: 'read Postgres past the service, without payloads: for when it is down',
    zh: '绕过服务直接读取 Postgres（不含数据内容）：供服务不可用时使用',
  },
  'opt.database-url': { en: 'Postgres; DATABASE_URL unless given', zh: 'Postgres 地址；默认取 DATABASE_URL' },
  'opt.redis-url': { en: 'Redis; REDIS_URL unless given', zh: 'Redis 地址；默认取 REDIS_URL' },
  'opt.after': { en: 'only events after this number', zh: '只显示该序号之后的事件' },
  'opt.afterRevision': { en: 'only what happens after this revision', zh: '只显示该修订号之后的事件' },
  'opt.preview': { en: 'show what this action would do; several times', zh: '预览该操作的后果；可多次给出' },
  'opt.edit': {
    en: 'request of an action for the new generation; several times',
    zh: '新代次中某个正向操作的请求；可多次给出',
  },
  'opt.result': {
    en: 'reply that later steps shall see; main for the only branch; several times',
    zh: '供后续步骤使用的结果；唯一分支写作 main；可多次给出',
  },
  'opt.request': { en: 'the whole request as JSON', zh: '完整的请求（JSON）' },
  'opt.outcome': { en: 'what was found out', zh: '查明的结果' },
  'opt.evidence': {
    en: 'where that can be seen, 5 to 2,000 characters; kept encrypted',
    zh: '证据出处，5 至 2,000 个字符；加密保存',
  },
  'opt.reply': {
    en: 'with done: the reply that later steps shall see',
    zh: '结果为 done 时：供后续步骤使用的答复',
  },
  'opt.at': { en: 'the pivot; where the saga is stuck unless given', zh: '关键步骤；默认为事务流程卡住之处' },
  'opt.how': {
    en: 'waived: the effect stays on purpose; done-by-hand: it was undone by hand',
    zh: 'waived：效果有意保留；done-by-hand：已人工撤销',
  },
  'opt.statement': {
    en: 'what becomes of the open obligations, 5 to 2,000 characters; kept encrypted',
    zh: '对未结清义务的处理说明，5 至 2,000 个字符；加密保存',
  },
  'opt.releaseRate': {
    en: 'sagas per second that wake; all at once unless given',
    zh: '每秒唤醒的事务流程数；默认一次全部唤醒',
  },
  'opt.ids': { en: 'ids of the sagas', zh: '事务流程的标识列表' },
  'opt.ids-file': { en: 'file with an id on each line', zh: '每行一个标识的文件' },
  'opt.max-items': {
    en: 'refuse when more sagas are selected; needed with --yes',
    zh: '选中的数量超过该值则拒绝；与 --yes 同用时必须给出',
  },
  'opt.rate': { en: 'sagas per second; 20 unless given', zh: '每秒处理的事务流程数；默认 20' },
  'opt.canary': {
    en: 'sagas that go first, one after the other, each to its effect',
    zh: '先行逐个执行并确认生效的数量',
  },
  'opt.max-failed': {
    en: 'pause when more of them are refused or stuck again; 20 unless given',
    zh: '失败比例（百分数）超过该值则暂停；默认 20',
  },
  'opt.wait': { en: 'wait until the batch has ended', zh: '等待批量任务结束' },
  'opt.opFilter': {
    en: 'state = RUNNING, actor = "...", action = REPLAY, create_time > "...", joined by AND',
    zh: '条件：state = RUNNING、actor = "..."、action = REPLAY、create_time > "..."，以 AND 连接',
  },
  'opt.itemState': { en: 'only items in this state', zh: '只列出处于该状态的条目' },
  'opt.approvalState': { en: 'only approvals in this state', zh: '只列出处于该状态的审批' },
  'opt.auditFilter': {
    en: 'actor = "...", action = REPLAY, target = "sagas/...", decision = DENIED, time > "...", joined by AND',
    zh: '条件：actor = "..."、action = REPLAY、target = "sagas/..."、decision = DENIED、time > "..."，以 AND 连接',
  },
  'opt.from': { en: 'first entry to check', zh: '从该记录开始校验' },
  'opt.to': { en: 'last entry to check', zh: '校验到该记录为止' },
  'opt.anchor': {
    en: 'number and hash of an entry that were kept elsewhere',
    zh: '在别处保存的记录序号与哈希值',
  },
  'opt.markdown': { en: 'print docs/SAGACTL.md', zh: '输出 docs/SAGACTL.md' },
} as const satisfies Texts;
