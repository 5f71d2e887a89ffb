/** What `doctor` says. */
import type { Texts } from './bilingual.js';

export const DOCTOR_TEXTS = {
  'doctor.node': { en: 'Node {version}', zh: 'Node {version}' },
  'doctor.nodeOld': { en: 'Node {version} is too old', zh: 'Node {version} 过旧' },
  'doctor.nodeAdvice': { en: 'Install Node {oldest} or newer.', zh: '请安装 Node {oldest} 或更新版本。' },
  'doctor.serving': { en: 'the service is reached and serves', zh: '服务可达且正常提供服务' },
  'doctor.notServing': { en: 'the service is reached and says {status}', zh: '服务可达，但状态为 {status}' },
  'doctor.notServingAdvice': {
    en: 'It stops, or definitions of open sagas do not fit: see sagactl definitions and its log.',
    zh: '服务正在停止，或未结束事务流程的流程定义不匹配：参见 sagactl definitions 与服务日志。',
  },
  'doctor.unreachable': {
    en: 'the service is not reached: {status} {text}',
    zh: '无法连接服务：{status} {text}',
  },
  'doctor.unreachableAdvice': {
    en: 'Check --address, the network and TLS.',
    zh: '请检查 --address、网络与 TLS。',
  },
  'doctor.identity': { en: 'the service knows who you are', zh: '服务已识别您的身份' },
  'doctor.identityRefused': {
    en: 'the service does not let you in: {status} {text}',
    zh: '服务拒绝访问：{status} {text}',
  },
  'doctor.identityAdvice': {
    en: 'Give a token with --token-file, SAGACTL_TOKEN or a profile.',
    zh: '请通过 --token-file、SAGACTL_TOKEN 或配置文件提供令牌。',
  },
  'doctor.postgresSkipped': {
    en: 'not looked at: DATABASE_URL is not set',
    zh: '未检查：未设置 DATABASE_URL',
  },
  'doctor.postgresAdvice': {
    en: 'Check DATABASE_URL and whether Postgres runs.',
    zh: '请检查 DATABASE_URL 以及 Postgres 是否运行。',
  },
  'doctor.postgres': { en: 'Postgres {version}', zh: 'Postgres {version}' },
  'doctor.postgresOld': { en: 'Postgres {version} is too old', zh: 'Postgres {version} 过旧' },
  'doctor.postgresOldAdvice': { en: 'Use Postgres 15 or newer.', zh: '请使用 Postgres 15 或更新版本。' },
  'doctor.setting': { en: '{name} is {value}', zh: '{name} 为 {value}' },
  'doctor.settingOff': {
    en: '{name} is off: what was acknowledged may be lost',
    zh: '{name} 已关闭：已确认的数据可能丢失',
  },
  'doctor.settingOffAdvice': { en: 'Set {name} = on.', zh: '请设置 {name} = on。' },
  'doctor.clock': {
    en: 'the clocks of the database and of this machine differ by {ms} ms (± {uncertain} ms)',
    zh: '数据库与本机时钟相差 {ms} 毫秒（± {uncertain} 毫秒）',
  },
  'doctor.clockAdvice': {
    en: 'Let NTP set both. Sagas go by the clock of the database; relative times here are off by as much.',
    zh: '请为两者启用 NTP。事务流程以数据库时钟为准；此处显示的相对时间会有同样的偏差。',
  },
  'doctor.connections': {
    en: '{usable} connections are to be had, {processes} processes may take {needed}',
    zh: '可用连接 {usable} 个，{processes} 个进程最多占用 {needed} 个',
  },
  'doctor.connectionsShort': {
    en: '{usable} connections are to be had, {processes} processes may want {needed}',
    zh: '可用连接仅 {usable} 个，{processes} 个进程可能需要 {needed} 个',
  },
  'doctor.connectionsAdvice': {
    en: 'Raise max_connections, or lower SUOKE_POSTGRES_CONNECTIONS.',
    zh: '请调高 max_connections，或调低 SUOKE_POSTGRES_CONNECTIONS。',
  },
  'doctor.noSchema': { en: 'there is no schema of the orchestrator', zh: '没有 orchestrator 的模式' },
  'doctor.noSchemaAdvice': {
    en: 'It is made when the orchestrator starts for the first time: is this its database?',
    zh: '它在编排器首次启动时创建：请确认这是它的数据库。',
  },
  'doctor.migrations': { en: 'all {n} migrations are applied', zh: '全部 {n} 个迁移均已应用' },
  'doctor.migrationsUnknown': {
    en: '{n} migrations are applied; which ones this version has is not known here',
    zh: '已应用 {n} 个迁移；此处无法得知本版本应有哪些',
  },
  'doctor.migrationsMissing': { en: 'migrations are missing: {names}', zh: '缺少迁移：{names}' },
  'doctor.migrationsMissingAdvice': {
    en: 'They run when an orchestrator of this version starts.',
    zh: '本版本的编排器启动时会执行它们。',
  },
  'doctor.migrationsNewer': {
    en: 'the database has migrations that this version does not know: {names}',
    zh: '数据库中有本版本不认识的迁移：{names}',
  },
  'doctor.migrationsNewerAdvice': {
    en: 'Use the sagactl of the version that is deployed.',
    zh: '请使用与部署版本一致的 sagactl。',
  },
  'doctor.instances': { en: '{n} processes move sagas', zh: '有 {n} 个进程在推进事务流程' },
  'doctor.noInstance': { en: 'no process moves sagas', zh: '没有进程在推进事务流程' },
  'doctor.noInstanceAdvice': {
    en: 'Start an orchestrator with the role worker; sagas wait unharmed until then.',
    zh: '请启动带有 worker 角色的编排器；在此之前事务流程会安全等待。',
  },
  'doctor.leaseOut': {
    en: 'leases ran out and nobody retired them: {ids}',
    zh: '租约已过期但尚未注销：{ids}',
  },
  'doctor.leaseOutAdvice': {
    en: 'Live processes retire them within seconds; if this stays, none looks.',
    zh: '存活的进程会在数秒内将其注销；若持续存在，说明没有进程在巡检。',
  },
  'doctor.limbo': { en: 'no saga is in limbo', zh: '没有悬空的事务流程' },
  'doctor.limboFull': { en: '{n} sagas are in limbo', zh: '有 {n} 个事务流程悬空' },
  'doctor.limboAdvice': {
    en: 'Are there live workers with free slots? If this lasts for more than 30 s with them, treat it as an incident.',
    zh: '是否有空闲的工作进程？若有而此情况持续超过 30 秒，请按事故处理。',
  },
  'doctor.keys': { en: 'every key in use is configured: {kids}', zh: '使用中的密钥均已配置：{kids}' },
  'doctor.keysUnknown': {
    en: 'keys in use: {kids}; SUOKE_ENCRYPTION_KEYS is not set here',
    zh: '使用中的密钥：{kids}；此处未设置 SUOKE_ENCRYPTION_KEYS',
  },
  'doctor.keysMissing': { en: 'keys in use are not configured: {kids}', zh: '使用中的密钥未配置：{kids}' },
  'doctor.keysAdvice': {
    en: 'Put them back into SUOKE_ENCRYPTION_KEYS: without them those sagas cannot be decrypted.',
    zh: '请将其恢复到 SUOKE_ENCRYPTION_KEYS：否则这些事务流程无法解密。',
  },
  'doctor.definitions': {
    en: 'the definitions of open sagas fit what this sagactl knows ({n})',
    zh: '未结束事务流程的流程定义均为本 sagactl 所识别（{n} 个）',
  },
  'doctor.definitionUnfit': {
    en: '{type} {hash}, {n} open sagas: {mistakes}',
    zh: '{type} {hash}，{n} 个未结束的事务流程：{mistakes}',
  },
  'doctor.definitionAdvice': {
    en: 'Deploy a version whose protos know it; then replay what is stuck as DEFINITION_MISSING.',
    zh: '请部署认识该定义的版本；然后重放因 DEFINITION_MISSING 卡住的事务流程。',
  },
  'doctor.redisSkipped': { en: 'not looked at: REDIS_URL is not set', zh: '未检查：未设置 REDIS_URL' },
  'doctor.noRedis': { en: 'Redis does not answer', zh: 'Redis 没有响应' },
  'doctor.noRedisAdvice': {
    en: 'No saga is lost and none stops, but each step of a wait takes up to a second longer.',
    zh: '不会丢失或停止任何事务流程，但每次等待最多延长一秒。',
  },
  'doctor.redis': { en: 'Redis {version}', zh: 'Redis {version}' },
  'doctor.redisOld': { en: 'Redis {version} is too old', zh: 'Redis {version} 过旧' },
  'doctor.redisOldAdvice': {
    en: 'Use Redis 6.2 or newer, or Valkey.',
    zh: '请使用 Redis 6.2 或更新版本，或 Valkey。',
  },
  'doctor.redisPolicy': { en: 'maxmemory-policy is {policy}', zh: 'maxmemory-policy 为 {policy}' },
  'doctor.redisEvicts': {
    en: 'maxmemory-policy is {policy}: Redis may drop jobs in silence',
    zh: 'maxmemory-policy 为 {policy}：Redis 可能悄然丢弃任务',
  },
  'doctor.redisEvictsAdvice': {
    en: 'Set maxmemory-policy noeviction.',
    zh: '请设置 maxmemory-policy noeviction。',
  },
} as const satisfies Texts;
