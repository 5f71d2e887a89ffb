/** The enums that code names at run time; all others are types only. */
export { Agent } from '../generated/suoke/ai_agent/v1/Agent.js';
export { AnalysisKind } from '../generated/suoke/ai_agent/v1/AnalysisKind.js';
export { Urgency } from '../generated/suoke/ai_agent/v1/Urgency.js';
export { CoatingColor } from '../generated/suoke/consultation/v1/CoatingColor.js';
export { CoatingQuality } from '../generated/suoke/consultation/v1/CoatingQuality.js';
export { PulseQuality } from '../generated/suoke/consultation/v1/PulseQuality.js';
export { Severity } from '../generated/suoke/consultation/v1/Severity.js';
export { TongueColor } from '../generated/suoke/consultation/v1/TongueColor.js';
export { TongueShape } from '../generated/suoke/consultation/v1/TongueShape.js';
export { Channel } from '../generated/suoke/notification/v1/Channel.js';
export { NotificationState } from '../generated/suoke/notification/v1/NotificationState.js';
