/** What is said when a command goes wrong or asks, and the pages of help. */
import type { Texts } from './bilingual.js';

export const MESSAGE_TEXTS = {
  'banner.production': { en: ' PRODUCTION  {profile}  {address} ', zh: ' 生产环境  {profile}  {address} ' },
  'change.reason': { en: 'Reason (kept in the audit):', zh: '原因（记入审计）：' },
  'change.confirm': { en: 'Do it? [y/N]', zh: '确认执行？[y/N]' },
  'change.declined': { en: 'nothing was changed', zh: '未作任何更改' },
  'change.overtaken': {
    en: 'Somebody was faster. This is how it stands now; decide again:',
    zh: '已被他人抢先。当前状态如下，请重新决定：',
  },
  'change.unknown': {
    en: 'Nobody knows whether request {id} took effect. To send the same one again, which is harmless:',
    zh: '无法得知请求 {id} 是否已生效。重复发送同一请求是无害的：',
  },
  'error.empty': { en: 'the service sent an empty answer', zh: '服务返回了空的答复' },
  'error.noApproval': { en: 'there is no approval {id}', zh: '没有审批 {id}' },
  'error.noSaga': { en: 'there is no saga {id}', zh: '没有事务流程 {id}' },
  'error.database': { en: 'Postgres cannot be read: {why}', zh: '无法读取 Postgres：{why}' },
  'advice.unimplemented': {
    en: 'The service does not offer this yet: it is of a version without it.',
    zh: '该服务的版本尚不提供此功能。',
  },
  'advice.unauthenticated': {
    en: 'Give a token with --token-file, SAGACTL_TOKEN or a profile.',
    zh: '请通过 --token-file、SAGACTL_TOKEN 或配置文件提供令牌。',
  },
  'advice.denied': {
    en: 'Your role does not allow it; the attempt is in the audit.',
    zh: '您的角色不允许此操作；本次尝试已记入审计。',
  },
  'advice.unavailable': {
    en: 'Is the address right and the service up? Without it: sagactl ls --direct, sagactl limbo.',
    zh: '请检查地址以及服务是否运行。服务不可用时可使用：sagactl ls --direct、sagactl limbo。',
  },
  'advice.deadline': {
    en: 'No answer in time; give it longer with --timeout.',
    zh: '未在限时内答复；可用 --timeout 延长。',
  },
  'advice.exhausted': { en: 'Try again in a moment.', zh: '请稍后再试。' },
  'advice.internal': {
    en: 'The log of the service has more, under the time of this call.',
    zh: '详情见服务日志中此次调用的时间。',
  },
  'usage.unknownCommand': {
    en: 'there is no command {command}: sagactl help',
    zh: '没有命令 {command}：sagactl help',
  },
  'usage.unknownSubcommand': {
    en: '{command} needs one of: {known}',
    zh: '{command} 之后需要以下之一：{known}',
  },
  'usage.unknownOption': { en: 'there is no option {option}', zh: '没有选项 {option}' },
  'usage.noValue': { en: '{option} takes no value', zh: '{option} 不带值' },
  'usage.valueMissing': {
    en: '{option} needs a value; one that begins with - is written {option}=-...',
    zh: '{option} 需要一个值；以 - 开头的值写作 {option}=-...',
  },
  'usage.choice': { en: '{option} must be one of {choices}', zh: '{option} 必须是以下之一：{choices}' },
  'usage.twice': { en: '{option} is there twice', zh: '{option} 重复出现' },
  'usage.number': {
    en: '{option} must be a whole number from {min} to {max}',
    zh: '{option} 必须是 {min} 到 {max} 的整数',
  },
  'usage.argumentMissing': { en: '<{name}> is missing', zh: '缺少 <{name}>' },
  'usage.extraArgument': { en: '{value} is one word too many', zh: '多余的参数：{value}' },
  'usage.optionMissing': { en: '{option} is missing', zh: '缺少 {option}' },
  'usage.reasonNeeded': { en: '--reason is missing', zh: '缺少 --reason' },
  'usage.yesNeeded': {
    en: 'nobody can be asked here: give --yes to do it, or --dry-run to see what it would do',
    zh: '此处无人可询问：用 --yes 执行，或用 --dry-run 查看后果',
  },
  'usage.maxItemsNeeded': {
    en: '--yes for a batch needs --max-items: how many sagas it may be for at most',
    zh: '批量操作使用 --yes 时须给出 --max-items：最多涉及多少个事务流程',
  },
  'usage.selection': {
    en: 'give one of --filter, --ids and --ids-file',
    zh: '请在 --filter、--ids、--ids-file 中给出一个',
  },
  'usage.emptyFilter': {
    en: 'an empty filter would be for every saga',
    zh: '空的筛选条件会选中所有事务流程',
  },
  'usage.noIds': { en: 'there is no id in it', zh: '其中没有任何标识' },
  'usage.place': { en: '{place} is not step or step/branch', zh: '{place} 不是 step 或 step/branch 的形式' },
  'usage.namedFile': { en: '{option} must be name=file.json', zh: '{option} 必须写作 name=file.json' },
  'usage.noObject': { en: '{path} must hold a JSON object', zh: '{path} 的内容必须是 JSON 对象' },
  'usage.anchor': {
    en: '--anchor must be <seq>:<hash>, the hash of 64 hex digits',
    zh: '--anchor 必须写作 <序号>:<哈希>，哈希为 64 位十六进制',
  },
  'usage.databaseNeeded': {
    en: 'set DATABASE_URL, or give --database-url',
    zh: '请设置 DATABASE_URL 或给出 --database-url',
  },
  'usage.directFilter': {
    en: 'with --direct a filter is terms name = value joined by AND, of {names}',
    zh: '使用 --direct 时，筛选条件只能是以 AND 连接的 名称 = 值，名称为 {names}',
  },
  'usage.directReveal': {
    en: 'with --direct no payload is read: ask the service with --reveal',
    zh: '使用 --direct 时不读取任何数据内容：请通过服务使用 --reveal',
  },
  'usage.directOrder': {
    en: 'with --direct there is one order: the newest first',
    zh: '使用 --direct 时只有一种排序：最新的在前',
  },
  'settings.address': { en: '{address} is not host:port', zh: '{address} 不是 host:port 的形式' },
  'settings.plainText': {
    en: 'the token would go to {address} in plain text: give --ca or --tls, or --insecure if the network encrypts',
    zh: '令牌将以明文发往 {address}：请给出 --ca 或 --tls；若网络本身已加密，可给出 --insecure',
  },
  'settings.certAndKey': { en: '--cert and --key go together', zh: '--cert 与 --key 必须同时给出' },
  'settings.noProfile': { en: 'there is no profile {name} in {path}', zh: '{path} 中没有环境 {name}' },
  'settings.file': { en: '{path}: {mistakes}', zh: '{path}：{mistakes}' },
  'settings.unreadable': { en: '{path} cannot be read: {why}', zh: '无法读取 {path}：{why}' },
  'settings.token': {
    en: 'the token must be printable ASCII without spaces',
    zh: '令牌必须是不含空格的可打印 ASCII 字符',
  },
  'exit.ok': { en: 'everything went as it should', zh: '一切正常' },
  'exit.unexpected': {
    en: 'something unexpected, or the question was answered with no',
    zh: '意外情况，或询问时回答了否',
  },
  'exit.usage': {
    en: 'the command was called in a wrong way, or a field is not valid',
    zh: '命令用法有误，或字段无效',
  },
  'exit.notFound': { en: 'what was named does not exist', zh: '所指的对象不存在' },
  'exit.conflict': {
    en: 'somebody was faster, or it is not allowed as things stand',
    zh: '已被他人抢先，或当前状态不允许',
  },
  'exit.denied': { en: 'not identified, or without the right', zh: '身份未识别，或没有权限' },
  'exit.partial': {
    en: 'a batch ended without its effect on every saga',
    zh: '批量任务已结束，但并非对所有事务流程都生效',
  },
  'exit.unavailable': {
    en: 'no answer: a change may or may not have taken effect',
    zh: '没有答复：更改可能已生效，也可能未生效',
  },
  'exit.integrity': {
    en: 'the audit is broken, sagas are in limbo, or doctor found something',
    zh: '审计链已损坏、存在悬空的事务流程，或 doctor 发现问题',
  },
  'exit.interrupted': { en: 'interrupted', zh: '被中断' },
  'env.address': { en: 'where the service listens', zh: '服务地址' },
  'env.token': { en: 'the token; --token-file wins', zh: '令牌；--token-file 优先' },
  'env.profile': { en: 'the profile', zh: '环境名称' },
  'env.config': {
    en: 'the configuration file; ~/.config/sagactl/config.yaml unless set',
    zh: '配置文件；默认 ~/.config/sagactl/config.yaml',
  },
  'env.database': {
    en: 'Postgres, for doctor, limbo and --direct; only read',
    zh: 'Postgres，供 doctor、limbo 与 --direct 使用；只读',
  },
  'env.redis': { en: 'Redis, for doctor', zh: 'Redis，供 doctor 使用' },
  'env.keys': {
    en: 'for doctor: which keys there are; only their ids are looked at',
    zh: '供 doctor 检查有哪些密钥；只读取密钥标识',
  },
  'env.lang': { en: 'language, Chinese where it begins with zh', zh: '语言；以 zh 开头时为中文' },
  'env.color': { en: 'no colours', zh: '不使用颜色' },
  'help.intro': {
    en: 'sagactl: see why a saga stands where it stands, and set it right.',
    zh: 'sagactl：查明事务流程为何处于当前状态，并加以处理。',
  },
  'help.usage': { en: 'Usage:', zh: '用法：' },
  'help.options': { en: 'Options', zh: '选项' },
  'help.global': { en: 'Options of every command', zh: '通用选项' },
  'help.look': { en: 'Look', zh: '查看' },
  'help.act': { en: 'Act on one saga', zh: '处理单个事务流程' },
  'help.many': { en: 'Act on many', zh: '批量处理' },
  'help.check': { en: 'Check', zh: '检查' },
  'help.rest': { en: 'About sagactl', zh: '关于 sagactl' },
  'help.more': { en: 'More: sagactl help <command>, {topics}', zh: '更多：sagactl help <command>、{topics}' },
  'help.profiles': { en: 'A configuration file has profiles:', zh: '配置文件可包含多个环境：' },
  'help.filters': {
    en: 'Terms are joined by AND; the service says what else it takes:',
    zh: '条件以 AND 连接；其余写法以服务的提示为准：',
  },
} as const satisfies Texts;
