/** Why an action is not allowed, in Chinese; the English text comes from the core with the saga's own status in it. */
import type { RefusalCode } from '#libs/saga-core';

/** Why an action is not allowed: the saga forbids it, or it is not for this operator, or its data cannot be opened. */
export type DisabledCode = RefusalCode | 'NO_RIGHT' | 'CANNOT_DECRYPT';

export const REFUSAL_ZH: Record<DisabledCode, string> = {
  STATUS_FORBIDS: '事务流程的当前状态不允许此操作。',
  COMMITTED: '事务流程已越过提交点，只能继续向前，不能撤销。',
  PIVOT_UNKNOWN: '关键步骤的结果未知：请先查明，再登记其结果。',
  UNKNOWN_STEP: '没有这个步骤或分支，或事务流程尚未到达该步骤。',
  RESULT_MISSING: '缺少后续步骤所需的结果。',
  BRANCH_MAY_HAVE_EFFECT: '该分支可能已经生效：请带着修改回退到其步骤。',
  NOTHING_OWED: '这不是事务流程接下来要撤销的内容。',
  ALREADY_REQUESTED: '已经要求该事务流程撤销。',
  OWNED: '事务流程的一次调用正在结束，请稍后再试。',
  CANNOT_REOPEN: '已完成的事务流程现在不能撤销。',
  ALREADY_HELD: '该参与方已处于暂停调用状态。',
  NOT_HELD: '该参与方从未被暂停调用。',
  NO_RIGHT: '您的角色只能查看，不能操作。',
  CANNOT_DECRYPT: '事务流程的数据无法解密：密钥缺失，或数据已被篡改。',
};
